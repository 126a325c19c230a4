import { spawnSync } from 'node:child_process'

/**
 * Whether a program that a test needs is installed. A machine without it skips the test, by name; with CI=true nothing is
 * skipped: the test then runs and fails.
 */
export function installed(program: string): boolean {
  const found = spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
  if (!found && process.env.CI !== 'true')
    console.warn(`skipped: "${program}" is not installed (Debian: apt-get install ${program})`)
  return found || process.env.CI === 'true'
}
