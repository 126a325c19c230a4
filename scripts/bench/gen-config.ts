import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../process.ts'
import { root } from '../root.ts'
import { median, type Section } from './section.ts'

const runs = 10
const most = 1.3

/** How much longer gen-config takes than Node needs to load the SDK and the YAML library, measured side by side. */
export const genConfig: Section = {
  name: 'gen-config',
  title: `gen-config, at most ${most} times a bare run that only imports the SDK and "yaml" (median of ${runs})`,
  async measure() {
    const bare = join(root, 'node_modules/.bench-bare-run.ts')
    await writeFile(bare, "import '@circleci/circleci-config-sdk'\nimport 'yaml'\n")
    const times = { bare: [] as number[], genConfig: [] as number[] }
    // The first of each fills the caches of tsx and of the disk.
    for (let index = -1; index < runs; index++) {
      const bareTime = await timeOf(['--import', 'tsx', bare])
      const genConfigTime = await timeOf([join(root, 'scripts/run.mjs'), 'gen-config'])
      if (index < 0) continue
      times.bare.push(bareTime)
      times.genConfig.push(genConfigTime)
    }
    const ratio = median(times.genConfig) / median(times.bare)
    return {
      lines: [
        `bare run    ${shown(times.bare)}`,
        `gen-config  ${shown(times.genConfig)}`,
        `gen-config takes ${ratio.toFixed(2)} times the bare run`,
      ],
      reached: ratio <= most,
    }
  },
}

async function timeOf(args: readonly string[]): Promise<number> {
  const start = performance.now()
  const { exitCode, stderr } = await run('node', args, { cwd: root })
  if (exitCode !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`)
  return performance.now() - start
}

function shown(times: readonly number[]): string {
  return `${median(times).toFixed(0)} ms  (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`
}
