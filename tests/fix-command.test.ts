import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, describe, expect, test } from 'vitest'
import { root } from '../scripts/root.ts'

const config = `version: 2.1 # kept
jobs:
  test:
    docker: [{ image: "cimg/base:2024.11" }]
    steps:
      - deploy: ./test
workflows:
  main:
    jobs:
      - test: { filters: { branches: { only: /^release/ } } }
`
const safe = config.replace('deploy:', 'run:')
const unsafe = safe.replace('/^release/', '/^release.*/')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'circlec-fix-'))
  writeFileSync(join(folder, 'config.yml'), config)
  return () => rmSync(folder, { recursive: true })
})

async function check(...args: readonly string[]) {
  const start = [join(root, 'scripts/run.mjs'), 'circlec', 'check', ...args]
  const { exitCode, stdout, stderr } = await execa('node', start, { cwd: folder, reject: false })
  return { exitCode, stdout, stderr, text: readFileSync(join(folder, 'config.yml'), 'utf8') }
}

describe('circlec check --fix', () => {
  test('repairs what is certain, and reports the rest', async () => {
    const { exitCode, stdout, stderr, text } = await check('--fix', 'config.yml')
    expect({ exitCode, stderr, text }).toEqual({ exitCode: 0, stderr: 'circlec: 1 fix in config.yml', text: safe })
    expect(stdout).toContain('[filter/unanchored-regex]')
    expect(stdout).toContain('1 warning in 1 file')
  })

  test('=unsafe also repairs what changes the meaning, wherever it stands', async () => {
    const { exitCode, stdout, text } = await check('config.yml', '--fix=unsafe')
    expect({ exitCode, stdout, text }).toEqual({ exitCode: 0, stdout: 'no problems in 1 file', text: unsafe })
  })

  test('--dry-run shows the change and makes none', async () => {
    const { exitCode, stdout, text } = await check('--fix', '--dry-run', 'config.yml')
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: config })
    expect(stdout).toContain('-      - deploy: ./test\n+      - run: ./test\n')
  })

  test('refuses another word', async () => {
    const { exitCode, stderr, text } = await check('--fix=all', 'config.yml')
    expect({ exitCode, text }).toEqual({ exitCode: 2, text: config })
    expect(stderr).toContain('it is --fix or --fix=unsafe.')
  })
})
