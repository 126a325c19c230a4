import { main } from './gen-config/main.ts'
import { runAsProcess } from './io.ts'

await runAsProcess(main)
