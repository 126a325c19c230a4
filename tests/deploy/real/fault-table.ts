import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import { root } from '../../../scripts/root.ts'
import './faults.ts'

const header = `<!-- Generated from the results of tests/deploy/real by "npm run test:deploy". Do not edit. -->
# What a deploy does when something goes wrong

Each row is a test: the fault is brought about on a real ssh server, a real Docker engine and a real registry, while the old
version answers. Then the test waits until the lock is gone, asks the site, and compares every file of the data.

| fault | what must hold | result |
| --- | --- | --- |
`

/** Keeps the table of faults: a run of all tests writes it anew, a run of some replaces the rows of those that ran. */
export default class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = process.env.DEPLOY_TESTS === 'all' ? new Map<string, string>() : rowsIn(path)
    for (const test of modules.flatMap(module => [...module.children.allTests()])) {
      const { fault } = test.meta()
      const { state } = test.result()
      if (fault && state !== 'skipped') rows.set(cell(fault.fault), `${cell(fault.holds)} | ${state}`)
    }
    // The same order on every machine, whatever ran first; step 10 comes after step 9.
    const { compare } = new Intl.Collator('en', { numeric: true })
    const lines = [...rows].sort(([a], [b]) => compare(a, b)).map(([fault, rest]) => `| ${fault} | ${rest} |\n`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, header + lines.join(''))
  }
}

const path = join(root, 'generated/deploy-faults.md')

function rowsIn(file: string): Map<string, string> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const body = text.split('| --- | --- | --- |\n')[1] ?? ''
  const rows = body.split('\n').flatMap(line => {
    const [, fault, rest] = /^\| (.*?) \| (.*) \|$/.exec(line) ?? []
    return fault && rest ? [[fault, rest] as const] : []
  })
  return new Map(rows)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
