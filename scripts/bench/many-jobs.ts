/**
 * A config of many jobs, about fifteen lines and 300 bytes each, as people write them: blocks, a few quotes and
 * brackets, shell text, templates, an anchor that all jobs share, a command and an executor.
 */
export function manyJobs(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  return [HEAD, ...numbers.map(job), 'workflows:', '  main:', '    jobs:', ...numbers.map(entry), ''].join('\n')
}

const HEAD = `version: 2.1
parameters:
  deploy: {type: boolean, default: false}
executors:
  node:
    parameters:
      version: {type: string, default: "20.11"}
    docker:
      - image: cimg/node:<< parameters.version >>
commands:
  install:
    parameters:
      folder: {type: string}
    steps:
      - restore_cache:
          keys: ['v1-{{ checksum "package-lock.json" }}', v1-]
      - run: {name: Install, command: "cd << parameters.folder >> && npm ci"}
x-environment: &environment
  CI: "true"
  NODE_OPTIONS: --max-old-space-size=2048
jobs:`

function job(n: number): string {
  return `  job-${n}:
    executor: {name: node, version: "${18 + (n % 5)}.1"}
    environment:
      <<: *environment
      SERVICE: service-${n}
    steps:
      - checkout
      - install: {folder: services/${n}}
      - run:
          name: "Test: ${n}" # the slow part
          command: |
            npm test
            npm run report`
}

function entry(n: number): string {
  if (n === 1) return '      - job-1'
  const filters = n % 10 === 0 ? '\n          filters: {branches: {only: [main, /release-.*/]}}' : ''
  return `      - job-${n}:\n          requires: [job-${n - 1}]${filters}`
}
