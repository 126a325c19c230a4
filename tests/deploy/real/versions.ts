import type { Behaviour } from './images.ts'

/** A full git revision, made of one digit. */
const revision = (digit: string) => digit.repeat(40)

const admin: Behaviour = { says: 'admin' }

/** The revisions that are in the registry, by what they do. */
export const revisions = {
  first: revision('1'),
  second: revision('2'),
  third: revision('3'),
  unhealthy: revision('a'),
  slow: revision('b'),
  crashing: revision('c'),
  greedy: revision('d'),
  talking: revision('e'),
  absent: revision('f'),
} as const

const web: Readonly<Record<string, Behaviour>> = {
  first: { says: 'first' },
  second: { says: 'second' },
  third: { says: 'third' },
  unhealthy: { says: 'unhealthy', mode: 'unhealthy' },
  slow: { says: 'slow', mode: 'slow' },
  crashing: { says: 'crashing', mode: 'crashing' },
  greedy: { says: 'greedy', mode: 'greedy' },
  talking: { says: 'talking', mode: 'talking' },
}

/** What the fixture publishes. The control panel stays the same image under every tag. */
export const versions = Object.entries(web).map(([name, behaviour]) => ({
  tag: `${revisions[name as keyof typeof revisions]}-staging`,
  web: behaviour,
  admin,
}))
