import { readFileSync } from 'node:fs'
import { main } from '../../../scripts/deploy/main.ts'
import { runAsProcess } from '../../../scripts/io.ts'
import { composeFileOf, pipeline } from './records.ts'

/** The deploy command with the records of the tests: a process that a test can kill. */
const { COMPOSE_FILE } = process.env
await runAsProcess((argv, io) =>
  main(argv, io, {
    pipeline,
    composeFileOf: environment => (COMPOSE_FILE ? readFileSync(COMPOSE_FILE, 'utf8') : composeFileOf(environment)),
    terminal: false,
  }),
)
