import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../process.ts'
import { root } from '../root.ts'
import { manyJobs } from './many-jobs.ts'
import { type Measured, median, type Section } from './section.ts'

const runs = 10
/** The warm costs are a difference of two times: it takes more runs to say them. */
const rounds = 15
const most = { process: 1.6, files: 1.3, memory: 600 } as const

/** What a user waits for: start, reading, checking, printing; against Node with the YAML library alone. */
export const wholeProcess: Section = {
  name: 'process',
  title: `whole processes: check of 1,000 jobs at most ${most.process} times a bare Node that parses the file (median of ${runs})`,
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'circlec-bench-'))
    try {
      return await measureIn(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function measureIn(folder: string): Promise<Measured> {
  const file = join(folder, 'config.yml')
  await writeFile(file, manyJobs(1000))
  const bare = join(root, 'node_modules/.bench-parse.mjs')
  const read = "import { readFileSync } from 'node:fs'\nimport { parseDocument } from 'yaml'\n"
  await writeFile(bare, `${read}parseDocument(readFileSync(process.argv[2], 'utf8'))\n`)
  const times = { bare: [] as number[], check: [] as number[], help: [] as number[] }
  // The first round fills the caches of the disk.
  for (let index = -1; index < runs; index++) {
    const round = {
      bare: await timeOf([bare, file]),
      check: await circlec(['check', file]),
      help: await circlec(['--help']),
    }
    if (index < 0) continue
    for (const key of ['bare', 'check', 'help'] as const) times[key].push(round[key])
  }
  const ratio = median(times.check) / median(times.bare)
  const many = await manyFiles(folder)
  const memory = await peakMemory(folder)
  return {
    lines: [
      `bare Node with yaml        ${median(times.bare).toFixed(0)} ms`,
      `circlec check, 1,000 jobs  ${median(times.check).toFixed(0)} ms, ${ratio.toFixed(2)} times that`,
      `circlec --help             ${median(times.help).toFixed(0)} ms`,
      `200 files in one process   ${many.toFixed(2)} times one start and their warm costs (at most ${most.files})`,
      `10,000 jobs                ${memory.toFixed(0)} MB at the peak (at most ${most.memory})`,
    ],
    reached: ratio <= most.process && many <= most.files && memory < most.memory,
  }
}

/**
 * The time of one process with 200 files, over one start and what each file costs in a warm process: that is what a process
 * takes longer that checks copies of them too.
 */
async function manyFiles(folder: string): Promise<number> {
  const texts = Array.from({ length: 200 }, (_, index) => manyJobs(20 + (index % 30)))
  const once = texts.map((_, index) => join(folder, `config-${index}.yml`))
  const again = texts.map((_, index) => join(folder, `copy-${index}.yml`))
  for (const [index, file] of [...once, ...again].entries()) await writeFile(file, texts[index % texts.length] ?? '')
  const times = { once: [] as number[], both: [] as number[], alone: [] as number[] }
  // They take turns, so that a busy machine slows all alike.
  for (let index = 0; index < rounds; index++) {
    times.once.push(await circlec(['check', ...once]))
    times.both.push(await circlec(['check', ...once, ...again]))
    times.alone.push(await circlec(['check', once[0] ?? '']))
  }
  const warm = median(times.both) - median(times.once)
  return median(times.once) / (median(times.alone) + warm)
}

/** The most memory that one check of 10,000 jobs takes, in megabytes, as the process itself says. */
async function peakMemory(folder: string): Promise<number> {
  const file = join(folder, 'large.yml')
  await writeFile(file, manyJobs(10_000))
  const say = join(folder, 'say.mjs')
  await writeFile(say, "process.on('exit', () => console.error(`peak ${process.resourceUsage().maxRSS}`))\n")
  const { stderr } = await run('node', ['--import', say, ...circlecArgs, 'check', file], { cwd: root })
  return Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024
}

async function circlec(args: readonly string[]): Promise<number> {
  return timeOf([...circlecArgs, ...args])
}

const circlecArgs = readCirclecArgs()

/** What npm gives to node for `npm run circlec`. */
function readCirclecArgs(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { circlec: string } }
  const [node, ...args] = scripts.circlec.split(' ')
  if (node !== 'node') throw new Error('package.json starts circlec with something else than node')
  return args
}

async function timeOf(args: readonly string[]): Promise<number> {
  const start = performance.now()
  const { exitCode, stderr } = await run('node', args, { cwd: root })
  if (exitCode !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`)
  return performance.now() - start
}
