import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../scripts/root.ts'

const config = `version: 2.1
jobs:
  a: {docker: [{image: cimg/base:2024.11}], steps: [{run: "echo << pipeline.number >> [<< pipeline.git.tag >>]"}]}
workflows:
  w:
    jobs:
      - a
      - a: {name: b, filters: {branches: {only: develop}}}
`

/** A checkout with the config in it. */
const project = mkdtempSync(join(tmpdir(), 'circlec-expand-'))

async function expand(...args: readonly string[]) {
  const start = [join(root, 'scripts/run.mjs'), 'circlec', 'expand', ...args]
  const { exitCode, stdout, stderr } = await execa('node', start, { cwd: project, reject: false })
  return { exitCode, stdout, stderr }
}

beforeAll(async () => {
  writeFileSync(join(project, 'config.yml'), config)
  writeFileSync(join(project, 'broken.yml'), 'version: 2.1\njobs: {a: {}}\nworkflows: {w: {jobs: [a]}}\n')
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: project })
  await git('init', '--quiet', '--initial-branch', 'develop')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'first')
  return () => rmSync(project, { recursive: true })
})

describe('circlec expand', () => {
  test('keeps what a filter leaves out, unless it is asked not to', async () => {
    const kept = await expand('config.yml', '--branch', 'main')
    expect(kept.stdout).toContain('    - b:\n        filters:\n')
    const pruned = await expand('config.yml', '--branch', 'main', '--prune-filtered')
    expect(pruned.stdout).toMatch(/ {2}w:\n {4}jobs:\n {4}- a\n {2}version: 2$/)
    // The job itself stays (FACTS 8.11).
    expect(pruned.stdout).toMatch(/^ {2}b:$/m)
  })

  test('leaves unset values empty, or makes them up as the command line of CircleCI does', async () => {
    expect((await expand('config.yml')).stdout).toContain('command: echo  []\n')
    expect((await expand('config.yml', '--compat-cli')).stdout).toContain('command: echo 1 []\n')
    expect((await expand('config.yml', '--compat-cli', '--tag', 'v1')).stdout).toContain('command: echo 1 [v1]\n')
    const pruned = await expand('config.yml', '--compat-cli', '--prune-filtered')
    expect(pruned.stdout, 'the branch is that of the checkout').toContain('    - b:\n')
  })

  test('prints nothing on standard output where there is an error', async () => {
    const { exitCode, stdout, stderr } = await expand('broken.yml')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('broken.yml:2:')
  })

  test('writes where each line came from', async () => {
    const { stdout } = await expand('config.yml', '--source-map', 'map.json')
    const { lines } = JSON.parse(readFileSync(join(project, 'map.json'), 'utf8')) as { lines: (string | null)[] }
    const printed = stdout.split('\n')
    expect(lines.length).toBe(printed.length)
    expect(lines[printed.findIndex(line => line.includes('command: echo'))]).toBe('config.yml:3:59')
  })
})
