import type { Reporter, TestModule } from 'vitest/node'

/** The last line of a test run, for machines: `12 passed, 0 failed`, and how many were skipped if any were. */
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
    process.stdout.write(`${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  }
}
