import { main } from './continue-pipeline/main.ts'
import { runAsProcess } from './io.ts'

await runAsProcess(main)
