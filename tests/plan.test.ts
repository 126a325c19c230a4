import { describe, expect, test } from 'vitest'
import { main } from '../scripts/circlec/main.ts'
import type { Io } from '../scripts/io.ts'
import { casesIn, expectText, readIn } from './fixtures.ts'

/** A folder is a config (`input.yml`), command lines (`run.txt`, one on each line) and what the user reads (`expected.txt`). */
describe.each(['plan', 'reach'])('%s', area => {
  test.for(casesIn(area))('$name', async ({ folder }) => {
    const lines = (readIn(folder, 'run.txt') ?? '').split('\n').filter(line => line !== '' && !line.startsWith('#'))
    const parts: string[] = []
    for (const line of lines) parts.push(`$ circlec ${line}\n${await run(line, folder)}`)
    expectText(folder, 'expected.txt', parts.join('\n'))
  })
})

async function run(line: string, folder: string): Promise<string> {
  let output = ''
  const write = (text: string) => {
    output += text.replaceAll(`${folder}/`, '')
  }
  const io: Io = { out: write, err: write, env: {}, colour: false }
  const words = Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '')
  const code = await main(
    words.map(word => (word.endsWith('.yml') ? `${folder}/${word}` : word)),
    io,
  )
  expect(code, output).toBeLessThan(3)
  return code === 0 ? output : `${output}exit ${code}\n`
}
