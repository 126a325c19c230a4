import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/root.ts'

/** A fenced block of the README, with the heading that it stands under. */
export interface Block {
  readonly heading: string
  readonly language: string
  readonly text: string
}

/** Every fenced block of the README, in its order. */
export function readmeBlocks(): readonly Block[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const blocks: Block[] = []
  let heading = ''
  for (const part of readme.matchAll(/^#+ (.+)$|^```(\w*)\n([\s\S]*?)^```$/gm)) {
    if (part[1] !== undefined) heading = part[1]
    else blocks.push({ heading, language: part[2] ?? '', text: part[3] ?? '' })
  }
  return blocks
}

/** The one block of a language under a heading. */
export function readmeBlock(heading: string, language: string): string {
  const found = readmeBlocks().filter(block => block.heading === heading && block.language === language)
  if (found.length !== 1)
    throw new Error(`README: ${found.length} blocks of ${language} under "${heading}", expected one`)
  return found[0]!.text
}

/** Every block of the README that begins with its own name (`# shop.yml`, `// report.ts`), as the file that it is. */
export function readmeFiles(): readonly { readonly name: string; readonly text: string }[] {
  return readmeBlocks().flatMap(({ text }) => {
    const name = /^(?:#|\/\/) ([\w-]+\.(?:yml|ts))\n/.exec(text)?.[1]
    return name === undefined ? [] : [{ name, text }]
  })
}

/** A command of a `console` block, and what the README says that it prints. */
export interface Example {
  readonly heading: string
  readonly command: string
  readonly output: string
}

/** Every command of the README's `console` blocks. */
export function readmeExamples(): readonly Example[] {
  return readmeBlocks()
    .filter(({ language }) => language === 'console')
    .flatMap(({ heading, text }) =>
      text
        .split(/^\$ /m)
        .slice(1)
        .map(part => {
          const [command = '', ...output] = part.trimEnd().split('\n')
          return { heading, command, output: output.join('\n') }
        }),
    )
}
