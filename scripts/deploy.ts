import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { puppetplays } from '../config-src/puppetplays/pipeline.ts'
import { main } from './deploy/main.ts'
import { runAsProcess } from './io.ts'
import { root } from './root.ts'

await runAsProcess((argv, io) =>
  main(argv, io, {
    pipeline: puppetplays,
    composeFileOf: ({ name }) => readFileSync(join(root, 'generated', `compose.${name}.yml`), 'utf8'),
    terminal: process.stdout.isTTY === true && !io.env.CI,
  }),
)
