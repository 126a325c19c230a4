import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { type Flow, flowsOf, stepsNamed } from '../facts/flow.ts'
import type { JobUse } from '../facts/jobs.ts'
import type { ReportFinding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workspace/race',
  severity: 'warning',
  level: 'default',
  title: 'One file of a workspace from two jobs at once',
  what:
    'Two jobs of a workflow, none of which waits for the other, persist the same file, or both their whole folder, and a job ' +
    'that attaches the workspace requires both. Folders of one name may hold different files: they are left alone.',
  why: 'CircleCI refuses to attach it: "Concurrent upstream jobs persisted the same file(s)".',
  source: 'S12.21',
  bad: `version: 2.1
jobs:
  web:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make web
      - persist_to_workspace: { root: out, paths: [version.txt, web] }
  api:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make api
      - persist_to_workspace: { root: out, paths: [version.txt, api] }
  publish:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - attach_workspace: { at: out }
      - run: make upload
workflows:
  main:
    jobs:
      - web
      - api
      - publish: { requires: [web, api] }
`,
  good: `version: 2.1
jobs:
  web:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make web
      - persist_to_workspace: { root: out, paths: [version.txt, web] }
  api:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make api
      - persist_to_workspace: { root: out, paths: [api] }
  publish:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - attach_workspace: { at: out }
      - run: make upload
workflows:
  main:
    jobs:
      - web
      - api
      - publish: { requires: [web, api] }
`,
  check: (facts, report) => {
    for (const flow of facts.ask(flowsOf)) {
      const writers = flow.jobs.map(job => ({ job, files: filesOf(job) })).filter(({ files }) => files.length > 0)
      // One complaint for each job is enough: the jobs of a matrix all meet each other.
      for (const [i, right] of writers.entries())
        writers.slice(0, i).some(left => reportRace(left, right, { flow, report }))
    }
  },
}

export default rule

interface Writer {
  readonly job: JobUse
  readonly files: readonly File[]
}

interface File {
  readonly path: string
  readonly node: Node
}

/** Reports two jobs that write the same file at once; true if they do. */
function reportRace(left: Writer, right: Writer, { flow, report }: { flow: Flow; report: ReportFinding }): boolean {
  const { before } = flow
  const shared = right.files.find(({ path }) => left.files.some(file => file.path === path))
  if (!shared || before(left.job).has(right.job) || before(right.job).has(left.job)) return false
  const reader = flow.jobs.find(job => {
    const earlier = before(job)
    return stepsNamed(job, 'attach_workspace').length > 0 && earlier.has(left.job) && earlier.has(right.job)
  })
  const other = left.files.find(file => file.path === shared.path)
  if (!reader || !other) return false
  const [first, second] = [left, right].map(({ job }) => quote(job.entry.name))
  report({
    span: shared.node.span,
    message: `jobs ${first} and ${second} persist ${quote(shared.path)} at the same time, and job ${quote(reader.entry.name)} attaches both`,
    help: 'let one of them persist it, give the files names of their own, or let one job require the other',
    related: [{ message: `${first} persists it here`, span: other.node.span }],
  })
  return true
}

/** The paths that are certainly files, or a whole folder that both jobs fill alike. */
function filesOf(job: JobUse): readonly File[] {
  return stepsNamed(job, 'persist_to_workspace').flatMap(({ body }): File[] => {
    const root = get(body, 'root')
    const paths = get(body, 'paths')
    if (root?.kind !== 'scalar' || !paths) return []
    const items = paths.kind === 'seq' ? paths.items : [paths]
    return items.flatMap((item): File[] => {
      if (item.kind !== 'scalar') return []
      const isWhole = /^(\.\/?|\*)$/.test(item.text)
      const isHere = /^(\.|~\/project|~\/repo)\/?$/.test(root.text)
      const isFile = /(^|\/)[^/*.][^/*]*\.[a-z]{2,4}$/i.test(item.text)
      if (!isFile && !(isWhole && isHere && checksOut(job))) return []
      return [{ path: isWhole ? root.text : `${root.text.replace(/\/$/, '')}/${item.text}`, node: item }]
    })
  })
}

function checksOut(job: JobUse): boolean {
  return stepsNamed(job, 'checkout').length > 0
}
