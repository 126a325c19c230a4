// Node 20 cannot read TypeScript: this starts a script of this folder, `node scripts/run.mjs NAME ARGUMENTS`.
// It is put together once into node_modules/.cache and read from there until a source changes: loading some hundred small
// files one by one through tsx takes five times as long. Where that fails, tsx runs it as it is.
// npm starts circlec with one helper thread of the engine (`--v8-pool-size=1`) instead of four: where there are two
// processors, as in CI, four take a sixth of the time away from the thread that checks (`npm run bench -- process`).
// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const scripts = import.meta.dirname
const root = join(scripts, '..')

/** What the sources are by name, size and time: a bundle of other sources has another name. */
function fingerprint() {
  const hash = createHash('sha256').update(`${root} ${process.version}`)
  // What npm was told to install, and what it did install.
  const locks = ['package-lock.json', 'node_modules/.package-lock.json']
  const files = locks.map(name => join(root, name)).filter(file => existsSync(file))
  for (const folder of [scripts, join(root, 'config-src')]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath ?? entry.path, entry.name))
    }
  }
  for (const file of files.sort()) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`\n${file} ${size} ${mtimeMs}`)
  }
  return hash.digest('hex').slice(0, 16)
}

/** A source may ask for the folder it stands in, but a bundle stands elsewhere. */
const ownFolder = {
  name: 'own-folder',
  setup(/** @type {import('esbuild').PluginBuild} */ { onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8')
      return { loader: 'ts', contents: contents.replaceAll('import.meta.dirname', JSON.stringify(dirname(path))) }
    })
  },
}

/** Puts all scripts together below a name of their own; whole or not at all, whoever else does the same just now. */
async function bundle(/** @type {string} */ folder, /** @type {string} */ built) {
  const { build } = await import('esbuild')
  const draft = `${built}.${process.pid}`
  await build({
    entryPoints: readdirSync(scripts)
      .filter(name => name.endsWith('.ts'))
      .map(name => join(scripts, name)),
    outdir: draft,
    bundle: true,
    splitting: true,
    // The packages go in too: opening their files one by one takes as long as all the rest. These two find parts of
    // themselves by the place they stand in.
    external: ['esbuild', 'tsx'],
    // A package of the older kind asks for modules by a function that modules of the newer kind do not have.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    logLevel: 'silent',
    plugins: [ownFolder],
  })
  const old = readdirSync(folder).filter(name => name !== basename(draft))
  try {
    renameSync(draft, built)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
  const day = Date.now() - 24 * 60 * 60 * 1000
  for (const name of old) {
    if (statSync(join(folder, name)).mtimeMs < day) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

async function find(/** @type {string} */ name) {
  try {
    const folder = join(root, 'node_modules/.cache/circlec')
    const built = join(folder, fingerprint())
    if (!existsSync(built)) {
      mkdirSync(folder, { recursive: true })
      await bundle(folder, built)
    }
    return join(built, `${name}.mjs`)
  } catch {
    const { register } = await import('tsx/esm/api')
    register()
    return join(scripts, `${name}.ts`)
  }
}

const [name, ...rest] = process.argv.slice(2)
if (!existsSync(join(root, 'node_modules'))) {
  console.error('the packages are not installed: run "npm ci"')
  process.exitCode = 2
} else if (name === undefined || !existsSync(join(scripts, `${name}.ts`))) {
  console.error(`usage: node scripts/run.mjs NAME ARGUMENTS; there is no scripts/${name}.ts`)
  process.exitCode = 2
} else {
  process.argv.splice(1, process.argv.length, join(scripts, `${name}.ts`), ...rest)
  await import(pathToFileURL(await find(name)).href)
}
