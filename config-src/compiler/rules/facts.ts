import type { Node, ScalarNode } from '../1-parse/node.ts'
import type { Document } from '../1-parse/parse.ts'
import type { Config } from '../2-resolve/config.ts'
import type { OrbSources } from '../2-resolve/orbs.ts'
import { expand } from '../3-expand/expand.ts'
import type { Expanded, ExpandedEntry, ExpandedWorkflow } from '../3-expand/expanded.ts'
import type { Profile } from '../3-expand/scope.ts'
import { Languages } from '../4-plan/language/languages.ts'
import { type JobReach, reach } from '../4-plan/reach.ts'
import { type Call, callsOf } from './facts/calls.ts'
import { type Expression, expressionsOf } from './facts/expressions.ts'
import { type JobUse, jobsOf } from './facts/jobs.ts'
import { type Mention, mentionsIn, scalarsOf } from './facts/mentions.ts'
import { type Script, scriptsOf } from './facts/scripts.ts'
import { type Step, stepsOf } from './facts/steps.ts'
import type { RuleSettings } from './settings.ts'

/** What the phases found in one config, and what the people who own it decided. */
export interface Found {
  readonly document: Document
  readonly config: Config
  /** What runs with the default values of the pipeline parameters, and no branch or tag. */
  readonly expanded: Expanded
  readonly profile: Profile
  readonly orbs: OrbSources
  readonly settings: RuleSettings
}

/** Everything that rules look at. What several of them share is found once for each config, and only when a rule asks. */
export interface Facts extends Found {
  /** The expansion with every workflow kept, whatever its condition says: for questions about all values at once. */
  readonly all: () => Expanded
  /** Every step as it is written, in jobs, commands, conditions, arguments, entries of workflows and inline orbs. */
  readonly steps: () => readonly Step[]
  /** The text of every `run` step, with the shell that reads it and its parse. */
  readonly scripts: () => readonly Script[]
  /** Every use of a command or a job, and the arguments it gives. */
  readonly calls: () => readonly Call[]
  /** The names that templates below a node mention: `pipeline.git.branch`, `parameters.x`. */
  readonly mentions: (node: Node) => readonly Mention[]
  /** Every expression: in tags, in conditions and in filters. */
  readonly expressions: () => readonly Expression[]
  /** Every job of every workflow (all kept), with its steps after expansion and what it requires. */
  readonly jobs: () => readonly JobUse[]
  /** For every job of a workflow the branches and tags that can make it run, whatever the parameters are. */
  readonly reach: (workflow: ExpandedWorkflow) => ReadonlyMap<ExpandedEntry, JobReach>
  /** The algebra of the sets of names in `reach`. */
  readonly languages: () => Languages
  /** Every scalar of the sections that CircleCI reads, keys too, each once. */
  readonly scalars: () => readonly ScalarNode[]
  /** What a function finds in these facts, which is asked for by several rules. */
  readonly ask: <T>(find: (facts: Facts) => T) => T
}

/** Wraps what the phases found, so that what is shared is found at most once. */
export function factsOf(found: Found): Facts {
  const known = new Map<Node, readonly Mention[]>()
  const answers = new Map<unknown, unknown>()
  const reached = new Map<ExpandedWorkflow, ReadonlyMap<ExpandedEntry, JobReach>>()
  const facts: Facts = {
    ...found,
    all: once(() => expandAll(found)),
    steps: once(() => stepsOf(found)),
    scripts: once(() => scriptsOf(facts)),
    calls: once(() => callsOf(facts)),
    mentions: node => {
      const mentions = known.get(node) ?? mentionsIn(node)
      known.set(node, mentions)
      return mentions
    },
    expressions: once(() => expressionsOf(facts)),
    jobs: once(() => jobsOf(facts)),
    reach: workflow => {
      const known = reached.get(workflow) ?? reachIn(workflow, facts)
      reached.set(workflow, known)
      return known
    },
    languages: once(() => new Languages()),
    scalars: once(() => scalarsOf(found)),
    ask: <T>(find: (facts: Facts) => T): T => {
      if (!answers.has(find)) answers.set(find, find(facts))
      return answers.get(find) as T
    },
  }
  return facts
}

function reachIn(workflow: ExpandedWorkflow, facts: Facts): ReadonlyMap<ExpandedEntry, JobReach> {
  const expanded = { ...facts.all(), workflows: [workflow] }
  const { jobs } = reach({ expanded, profile: facts.profile, fixed: new Map(), languages: facts.languages() })
  return new Map(jobs.map(job => [job.entry, job]))
}

/** What a check has looked at anyway, in the order of the file; else what a further expansion finds. */
function expandAll({ config, expanded, profile, orbs }: Found): Expanded {
  if (expanded.workflows.length >= config.workflows.length) return expanded
  if (expanded.suppressed) {
    const bySource = new Map([...expanded.workflows, ...expanded.suppressed].map(it => [it.source, it]))
    const workflows = config.workflows.flatMap(source => bySource.get(source) ?? [])
    return { ...expanded, workflows }
  }
  const settings = { profile, orbs, values: {}, parameters: {}, lint: false, keepAll: true }
  return expand(config, settings, () => {})
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined
  return () => {
    found ??= { value: find() }
    return found.value
  }
}
