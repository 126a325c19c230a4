import { mkdirSync, writeFileSync } from 'node:fs'
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

/** Writes the table of faults from what the tests found, when all of them ran. */
export default class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (process.env.DEPLOY_TESTS !== 'all') return
    const tests = [...modules]
      .sort((a, b) => a.moduleId.localeCompare(b.moduleId))
      .flatMap(module => [...module.children.allTests()])
    const rows = tests.flatMap(test => {
      const { fault } = test.meta()
      return fault ? [`| ${cell(fault.fault)} | ${cell(fault.holds)} | ${test.result().state} |\n`] : []
    })
    const path = join(root, 'generated/deploy-faults.md')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, header + rows.join(''))
  }
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
