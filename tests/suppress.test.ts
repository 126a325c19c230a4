import { describe, test } from 'vitest'
import { compile } from '../config-src/compiler/compile.ts'
import type { Diagnostic } from '../config-src/compiler/diagnostics/diagnostic.ts'
import { formatText } from '../config-src/compiler/output/text.ts'
import { idsOf } from '../config-src/compiler/rules/explain.ts'
import { rules } from '../config-src/compiler/rules/list.ts'
import { readSettings } from '../config-src/compiler/rules/settings.ts'
import { casesIn, expectText, readIn } from './fixtures.ts'

const known = idsOf(rules)
const some = rules.filter(({ id }) => id === 'cache/key-static' || id === 'shell/masked-failure')

/** A folder is a config with comments, and settings if it has some; what the user reads is the complaints about all of it. */
describe('what is silenced, and what is said of the comments and settings that do it', () => {
  test.for(casesIn('suppress'))('$name', ({ folder }) => {
    const found: Diagnostic[] = []
    const text = readIn(folder, 'circlec.yml') ?? ''
    const settings = readSettings({ file: 'circlec.yml', text }, known, diagnostic => found.push(diagnostic))
    const input = readIn(folder, 'input.yml') ?? ''
    for (const file of ['config.yml', 'generated/config.yml'])
      found.push(...compile(input, { file, rules: { rules: some, known, settings } }).diagnostics)
    expectText(folder, 'expected.txt', formatText(found))
  })
})
