import { quote } from '../../2-resolve/match.ts'
import { type Flow, flowsOf, isConditional, isUnknown, stepsNamed } from '../facts/flow.ts'
import type { JobUse } from '../facts/jobs.ts'
import type { ReportFinding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workspace/no-producer',
  severity: 'warning',
  level: 'default',
  title: 'A workspace that nobody filled',
  what:
    'A job with `attach_workspace` that requires no job with `persist_to_workspace`, neither directly nor through others. ' +
    'Where one of them has steps that are not known (an orb that was not given, a condition) nothing is said.',
  why: 'The step fails or brings nothing, by which job is faster: only jobs that are required come before (S12.21).',
  source: 'S12.18',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make
      - persist_to_workspace: { root: ., paths: [out] }
  publish:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - attach_workspace: { at: . }
      - run: make upload
  check:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - attach_workspace: { at: . }
      - run: make size
workflows:
  main:
    jobs:
      - build
      - check: { requires: [build] }
      - publish
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make
      - persist_to_workspace: { root: ., paths: [out] }
  publish:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - attach_workspace: { at: . }
      - run: make upload
  check:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - attach_workspace: { at: . }
      - run: make size
workflows:
  main:
    jobs:
      - build
      - check: { requires: [build] }
      - publish: { requires: [build] }
`,
  check: (facts, report) => {
    if (isConditional(facts, 'persist_to_workspace')) return
    for (const flow of facts.ask(flowsOf)) for (const job of flow.jobs) inJob(job, flow, report)
  },
}

export default rule

function inJob(job: JobUse, flow: Flow, report: ReportFinding): void {
  const attach = stepsNamed(job, 'attach_workspace')[0]
  if (!attach || persists(job) || [...flow.before(job)].some(other => isUnknown(other) || persists(other))) return
  const producer = flow.jobs.find(persists)
  const step = producer && stepsNamed(producer, 'persist_to_workspace')[0]
  const name = quote(job.entry.name)
  report({
    span: attach.node.span,
    message: `job ${name} attaches a workspace, but in workflow ${quote(flow.name)} no job before it persists one`,
    help: producer
      ? `let ${name} require ${quote(producer.entry.name)}: requires: [${producer.entry.name}]`
      : 'let a job before it write one with persist_to_workspace, or remove the step',
    related: [
      { message: `${name} runs here`, span: job.entry.span },
      ...(step ? [{ message: 'this one persists, and runs beside it', span: step.node.span }] : []),
    ],
  })
}

function persists(job: JobUse): boolean {
  return stepsNamed(job, 'persist_to_workspace').length > 0
}
