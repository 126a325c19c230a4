import { main } from './bench/main.ts'
import { runAsProcess } from './io.ts'

await runAsProcess(main)
