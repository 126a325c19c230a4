import { get } from '../../1-parse/build.ts'
import type { JobUse } from '../facts/jobs.ts'
import type { Script } from '../facts/scripts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/needless-require',
  severity: 'info',
  level: 'pedantic',
  title: 'An image that waits for another one',
  what:
    'A job that builds or pushes an image requires another job that does just that, takes nothing from its workspace, and ' +
    'names none of its images.',
  why: 'They could run side by side: the workflow takes longer, and when the first fails the second is not there either.',
  source: 'S16.8',
  bad: `version: 2.1
jobs:
  web:
    machine: { image: ubuntu-2204:2024.11.1 }
    steps:
      - checkout
      - run: docker build --tag "example/web:$CIRCLE_SHA1" web
  admin:
    machine: { image: ubuntu-2204:2024.11.1 }
    steps:
      - checkout
      - run: docker build --tag "example/admin:$CIRCLE_SHA1" admin
workflows:
  main:
    jobs:
      - web
      - admin: { requires: [web] }
`,
  good: `version: 2.1
jobs:
  web:
    machine: { image: ubuntu-2204:2024.11.1 }
    steps:
      - checkout
      - run: docker build --tag "example/web:$CIRCLE_SHA1" web
  admin:
    machine: { image: ubuntu-2204:2024.11.1 }
    steps:
      - checkout
      - run: docker build --tag "example/admin:$CIRCLE_SHA1" admin
workflows:
  main:
    jobs: [web, admin]
`,
  check: ({ jobs, scripts }, report) => {
    const building = scripts().filter(buildsImage)
    const byEntry = new Map(jobs().map(job => [job.entry, job]))
    const builds = (job: JobUse) => building.filter(script => script.jobs.includes(job))
    for (const job of jobs()) {
      if (job.opaque || builds(job).length === 0 || job.steps.some(({ name }) => name === 'attach_workspace')) continue
      const used = [...scripts().filter(script => script.jobs.includes(job)), ...imagesOf(job)].map(textIn)
      for (const { entry, span, statuses } of job.entry.requires) {
        const before = byEntry.get(entry)
        // What asks how the other one ended needs it.
        if (!before || before.opaque || statuses.join() !== 'success') continue
        const made = builds(before).flatMap(madeBy)
        // What a variable or a template calls it, others may call so too.
        if (made.length === 0 || made.some(name => isOpen(name) || used.some(text => text.includes(name)))) continue
        report({
          span,
          message: `"${job.entry.name}" takes nothing from "${entry.name}", but waits for its image`,
          help: `let it require what "${entry.name}" requires`,
        })
      }
    }
  },
}

export default rule

function buildsImage(script: Script): boolean {
  if (!script.scalar.text.includes('docker')) return false
  return (script.shell()?.commands ?? []).some(
    ({ name, words }) => name === 'docker' && (words[0] === 'build' || words[0] === 'buildx' || words[0] === 'push'),
  )
}

type Text = Pick<Script, 'scalar'>

/** The images that a job runs in. */
function imagesOf({ job }: JobUse): readonly Text[] {
  const docker = get(job?.body, 'docker')
  const images = docker?.kind === 'seq' ? docker.items.map(item => get(item, 'image')) : []
  return images.flatMap(scalar => (scalar?.kind === 'scalar' ? [{ scalar }] : []))
}

/** A text in which a variable is written in one way only. */
function textIn({ scalar: { text } }: Text): string {
  return text.replace(/\$\{(\w+)\}/g, '$$$1')
}

/** The names of the images that a script builds or pushes, without their tags. */
function madeBy(script: Script): readonly string[] {
  const found = textIn(script).matchAll(/(?:\s(?:-t|--tag)[\s=]|docker push )\s*["']?((?:<<.*?>>|[^\s"'])+)/g)
  return [...found].map(([, name = '']) => name.replace(/:[^/]*$/, ''))
}

/** Whether the last part of a name is not written in the script. */
function isOpen(name: string): boolean {
  return /\$[^/]*$|<</.test(name)
}
