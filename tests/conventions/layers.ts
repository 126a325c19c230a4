import type { Import } from './sources.ts'

const compiler = 'config-src/compiler'
const diagnostics = `${compiler}/diagnostics`
const phases = ['1-parse', '2-resolve', '3-expand', '4-plan', '5-render'].map(phase => `${compiler}/${phase}`)

/** What a layer may import besides itself: folders or files; `type` before one lets through only types. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  [diagnostics]: [],
  // A phase knows the diagnostics and every phase with a lower number.
  ...Object.fromEntries(phases.map((phase, index) => [phase, [diagnostics, ...phases.slice(0, index)]])),
  [`${compiler}/rules`]: [diagnostics, ...phases.slice(0, 4)],
  [`${compiler}/output`]: [diagnostics],
  [`${compiler}/compile.ts`]: [diagnostics, ...phases, `${compiler}/rules`],
  'config-src/model': [],
  'config-src/puppetplays': ['config-src/model'],
  // The edge: what reaches a server knows only the words of the model, and how to run a program.
  'scripts/deploy': ['type config-src/model', 'scripts/process.ts', 'scripts/io.ts', 'scripts/root.ts'],
  scripts: ['config-src', 'scripts'],
}

/** Packages that only these files may import. */
export const keptIn: Readonly<Record<string, readonly string[]>> = {
  '@circleci/circleci-config-sdk': ['config-src/model/lower.ts'],
  yaml: ['scripts/bench/', 'config-src/compiler/1-parse/lexer.ts', 'config-src/compiler/5-render/yaml.ts'],
  // One file starts programs for every script; ssh keeps its one connection open in a file of its own.
  execa: ['scripts/process.ts', 'scripts/deploy/ssh.ts'],
  'node:child_process': ['scripts/deploy/ssh.ts'],
  listr2: ['scripts/deploy/'],
  refa: ['config-src/compiler/4-plan/'],
  // The shell parser.
  unbash: ['config-src/compiler/rules/facts/shell.ts'],
}

/** Whether a file or what is in a folder is meant. */
export function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith('/') ? place : `${place}/`)
}

/** The layer that a file belongs to: the narrowest that holds it. */
export function layerOf(path: string): string | undefined {
  return Object.keys(layers)
    .filter(layer => isIn(path, layer))
    .sort((a, b) => b.length - a.length)[0]
}

/** Whether the table lets one of our files import another. */
export function isAllowed({ from, target, typeOnly }: Import): boolean {
  const layer = layerOf(from)
  if (target === undefined || layer === undefined) return true
  if (layerOf(target) === layer) return true
  return layers[layer]!.some(place =>
    place.startsWith('type ') ? typeOnly && isIn(target, place.slice(5)) : isIn(target, place),
  )
}
