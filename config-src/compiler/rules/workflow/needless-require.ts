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
      for (const { entry, span } of job.entry.requires) {
        const before = byEntry.get(entry)
        if (!before || before.opaque || builds(before).length === 0) continue
        const images = new Set(builds(before).flatMap(imagesIn))
        if (
          builds(job)
            .flatMap(imagesIn)
            .some(image => images.has(image))
        )
          continue
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

/** The names of images that a script builds, pushes or uses, without their tags. */
function imagesIn(script: Script): readonly string[] {
  return [...script.scalar.text.matchAll(/\b([\w.-]+\/[\w./-]+)(?=:)/g)].map(([, name = '']) => name)
}
