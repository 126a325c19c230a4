import { appendFileSync, readFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * The last line of a test run, for machines: `12 passed, 0 failed`, and how many were skipped if any were. Where TEST_COUNTS
 * names a file, runs add up in it, and the line counts all of them.
 */
export default class ClosingLine implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): Promise<void> {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const count = (state: string) => tests.filter(test => test.result().state === state).length
    // A file that could not be read holds no test that failed, and an error between tests belongs to none.
    const broken = modules.filter(
      module => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    )
    const failed = count('failed') + broken.length + errors.length
    const skipped = count('skipped')
    // The summary of the reporter before this one must be out.
    await new Promise(resolve => setImmediate(resolve))
    const [allPassed = 0, allFailed = 0, allSkipped = 0] = withRunsBefore([count('passed'), failed, skipped])
    const end = allSkipped > 0 ? `, ${allSkipped} skipped` : ''
    process.stdout.write(`${allPassed} passed, ${allFailed} failed${end}\n`)
  }
}

function withRunsBefore(counts: readonly number[]): readonly number[] {
  const file = process.env.TEST_COUNTS
  if (!file) return counts
  appendFileSync(file, `${counts.join(' ')}\n`)
  const runs = readFileSync(file, 'utf8').trim().split('\n')
  return counts.map((_, index) => runs.reduce((sum, run) => sum + Number(run.split(' ')[index]), 0))
}
