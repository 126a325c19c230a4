import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { runScript } from '../run.ts'
import { type Copy, copyOfRepository, generated, snapshot } from './copy.ts'

/** What the user reads, in a file beside this one; `UPDATE=1` rewrites it. */
async function expectText(name: string, text: string): Promise<void> {
  const path = join(root, 'tests/fixtures/gen-config', name)
  if (process.env.UPDATE) writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

async function checkFails(name: string, change: (copy: Copy) => void): Promise<void> {
  const copy = copyOfRepository()
  change(copy)
  const before = snapshot(copy)
  const { exitCode, output } = await copy.genConfig('--check')
  expect(exitCode).toBe(1)
  await expectText(`${name}.out`, `${output}\n`)
  expect(snapshot(copy)).toEqual(before)
}

function edit(name: string, change: (text: string) => string) {
  return (copy: Copy) => writeFileSync(copy.path(name), change(copy.read(name)))
}

describe('gen-config --check', () => {
  test('everything is current', async () => {
    const { exitCode, output } = await runScript('gen-config.ts', ['--check'])
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: `all ${generated.length} generated files are current` })
  })

  test('a hand edit', () =>
    checkFails(
      'hand-edit',
      edit('generated/compose.staging.yml', text => text.replace('postgres:13', 'postgres:14')),
    ))

  test('a missing file', () => checkFails('missing-file', copy => rmSync(copy.path('.circleci/config.yml'))))

  test('an extra file', () =>
    checkFails('extra-file', copy => writeFileSync(copy.path('generated/compose.demo.yml'), 'services: {}\n')))

  test('CRLF line ends', () =>
    checkFails(
      'crlf',
      edit('generated/config.yml', text => text.replaceAll('\n', '\r\n')),
    ))

  test('CRLF line ends and a hand edit', () =>
    checkFails(
      'crlf-and-hand-edit',
      edit('generated/compose.production.yml', text =>
        text.replaceAll('\n', '\r\n').replace('postgres:13', 'postgres:14'),
      ),
    ))

  test('records that changed', () =>
    checkFails(
      'changed-record',
      edit('config-src/puppetplays/setup.ts', text => text.replace('20.18.1', '20.19.0')),
    ))

  test('colours only on demand', async () => {
    const copy = copyOfRepository()
    edit('generated/compose.staging.yml', text => `${text}# mine\n`)(copy)
    const plain = await runScript('gen-config.ts', ['--check'], { folder: copy.folder })
    const coloured = await runScript('gen-config.ts', ['--check'], {
      folder: copy.folder,
      env: { FORCE_COLOR: '1', NO_COLOR: '' },
    })
    expect(plain.output).not.toContain('\u001b[')
    expect(coloured.output).toContain('\u001b[31m-# mine\u001b[39m')
  })
})
