import { quote } from '../../2-resolve/match.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'names/shared-across-kinds',
  severity: 'info',
  level: 'pedantic',
  title: 'One name for two kinds of things',
  what: 'A job and a workflow, a job and a command, or a job and a job group of one name.',
  why: 'Who reads "deploy failed" cannot know which of the two; a job that is named as a step calls the command.',
  source: 'S15.7',
  bad: `version: 2.1
jobs:
  check:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  check:
    jobs: [check]
`,
  good: `version: 2.1
jobs:
  check:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [check]
`,
  check: ({ config }, report) => {
    const { jobs, commands } = config.library
    for (const job of jobs.values()) {
      if (job.is === 'broken') continue
      const command = commands.get(job.name)
      const others: (readonly [kind: string, span: Span | undefined])[] = [
        ['workflow', config.workflows.find(({ name }) => name === job.name)?.nameSpan],
        ['command', command && command.is !== 'broken' ? command.nameSpan : undefined],
      ]
      for (const [kind, span] of others) {
        if (!span) continue
        report({
          span: job.nameSpan,
          message: `${quote(job.name)} is the name of a job and of a ${kind}`,
          help: 'give one of them another name',
          related: [{ message: `the ${kind}`, span }],
        })
      }
    }
  },
}

export default rule
