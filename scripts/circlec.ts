import { main } from './circlec/main.ts'
import { runAsProcess } from './io.ts'

await runAsProcess(main)
