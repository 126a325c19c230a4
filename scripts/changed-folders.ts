import { main } from './changed-folders/main.ts'
import { runAsProcess } from './io.ts'

await runAsProcess(main)
