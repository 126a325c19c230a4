import pc from 'picocolors'
import type { Paint as DiffPaint } from '../../config-src/compiler/5-render/diff/text.ts'
import type { Paint } from '../../config-src/compiler/output/text.ts'

const colours = pc.createColors(true)

/** The colours of complaints in a terminal. */
export const paint: Paint = {
  error: text => colours.bold(colours.red(text)),
  warning: text => colours.bold(colours.yellow(text)),
  info: text => colours.bold(colours.blue(text)),
  place: colours.bold,
  faint: colours.dim,
  help: colours.green,
}

const marks = {
  '+': colours.green,
  '-': colours.red,
  '~': colours.yellow,
  '!': (text: string) => colours.bold(colours.red(text)),
}

/** The colours of a difference in a terminal. */
export const paintDiff: DiffPaint = { title: colours.bold, mark: (mark, text) => marks[mark](text) }
