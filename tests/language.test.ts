import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answers } from './language/answers.ts'

const areas = ['expression', 'template', 'logic', 'filter']

describe.each(areas)('fixtures of the language: %s', area => {
  const folder = new URL(`fixtures/${area}/`, import.meta.url)
  it.each(readdirSync(folder))('%s', name => {
    const input = readFileSync(new URL(`${name}/input.yml`, folder), 'utf8')
    const file = new URL(`${name}/expected.txt`, folder)
    const actual = answers(input)
    if (process.env.UPDATE || !existsSync(file)) writeFileSync(file, actual)
    expect(actual).toBe(readFileSync(file, 'utf8'))
  })
})
