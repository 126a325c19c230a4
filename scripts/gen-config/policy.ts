import { type Assertion, checkAssertion, type Verdict } from '../../config-src/compiler/4-plan/assert.ts'
import { contextsOf } from '../../config-src/compiler/4-plan/contexts.ts'
import type { Reach } from '../../config-src/compiler/4-plan/reach.ts'
import { vocabularyOf } from '../../config-src/compiler/4-plan/vocabulary.ts'
import { verdictText } from '../../config-src/compiler/5-render/reach/words.ts'
import type { Span } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import type { Environment, Pipeline } from '../../config-src/model/pipeline.ts'

/** One thing that the policy says, and what must be true of the jobs for it. */
interface Demand {
  readonly sentence: string
  readonly assertions: readonly Assertion[]
}

/** What became of a policy: the sentences that are proven, or else what breaks it, with a branch or tag that shows it. */
export interface Proof {
  readonly proven: readonly string[]
  readonly violations: readonly string[]
}

/** Proves the policy of a pipeline on a config that was emitted for it; `place` says where something stands in that. */
export function prove(pipeline: Pipeline, reach: Reach, place: (span: Span) => string): Proof {
  const checking = { preferred: vocabularyOf(reach, 'next').preferred, profile: 'next' } as const
  const judged = demandsOf(pipeline, reach).map(({ sentence, assertions }) => ({
    sentence,
    broken: assertions.flatMap(assertion => checkAssertion(reach, assertion, checking)).filter(isBroken),
  }))
  return {
    proven: judged.filter(({ broken }) => broken.length === 0).map(({ sentence }) => sentence),
    violations: judged.flatMap(({ sentence, broken }) =>
      broken.map(verdict => `policy: ${sentence}\n  but ${verdictText(verdict, place)}`),
    ),
  }
}

function isBroken({ holds }: Verdict): boolean {
  return holds !== 'proven'
}

function demandsOf(pipeline: Pipeline, reach: Reach): readonly Demand[] {
  const { environments, images } = pipeline
  return [
    ...environments.flatMap(environment => [onlyFrom(environment, pipeline), secretsOf(environment, reach)]),
    { sentence: 'No job runs on a tag.', assertions: [{ jobs: '*', is: 'no-tags' }] },
    {
      sentence: 'Somebody approves each deploy.',
      assertions: environments.map(({ name }) => ({ jobs: `deploy-${name}`, is: 'needs-approval' })),
    },
    {
      sentence: 'Every image is published before somebody is asked to approve.',
      assertions: environments.flatMap(environment =>
        images.map(image => ({
          jobs: `hold-${environment.name}`,
          is: 'requires',
          needs: `publish-${image.name}-${environment.name}`,
        })),
      ),
    },
    { sentence: 'Nothing deploys anywhere else.', assertions: strangers(pipeline, reach) },
  ]
}

/** Where the policy reserves a branch for an environment it decides; else that is the branch of the record. */
function onlyFrom({ name, branch }: Environment, { policy }: Pipeline): Demand {
  const reserved = policy.reserved.filter(({ environment }) => environment.name === name).map(it => it.branch)
  const branches = reserved.length > 0 ? reserved : [branch]
  return {
    sentence: `${branches.map(it => `\`${it}\``).join(' and ')} alone deploys to ${name}.`,
    assertions: [{ jobs: `deploy-${name}`, is: 'only-branches', names: branches }],
  }
}

/** The jobs that see the secrets of an environment are those of its branch. */
function secretsOf({ name, branch, context }: Environment, { jobs }: Reach): Demand {
  const seeing = jobs.filter(({ entry }) => contextsOf(entry).includes(context.name)).map(({ entry }) => entry.name)
  return {
    sentence: `Only jobs of \`${branch}\` see the secrets of ${name}.`,
    assertions: [...new Set(seeing)].map(job => ({ jobs: job, is: 'only-branches', names: [branch] })),
  }
}

/** Jobs that deploy to what the pipeline does not know must run nowhere. */
function strangers({ environments }: Pipeline, { jobs }: Reach): readonly Assertion[] {
  const known = new Set(environments.map(({ name }) => `deploy-${name}`))
  const names = jobs.map(({ entry }) => entry.name).filter(name => name.startsWith('deploy') && !known.has(name))
  return [...new Set(names)].flatMap((job): Assertion[] => [
    { jobs: job, is: 'no-branches' },
    { jobs: job, is: 'no-tags' },
  ])
}
