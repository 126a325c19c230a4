import { Listr, PRESET_TIMER } from 'listr2'
import type { Io } from '../io.ts'
import type { Outcome } from './recover.ts'
import type { Runner, Step } from './steps.ts'

/** How a deploy is shown: as a live list, as plain lines, or as JSON lines. */
export interface Report {
  readonly run: Runner
  /** Text that was asked for: status, logs. */
  readonly line: (text: string) => void
  readonly end: (outcome: Outcome) => void
}

const last = 11

/** Plain lines, as CI shows them. */
export function plainReport(io: Io): Report {
  return {
    async run(steps) {
      for (const step of steps) {
        io.out(`[${step.number}/${last}] ${step.title}\n`)
        const begun = performance.now()
        const stop = await step.run(text => io.out(`        ${text}\n`))
        io.out(`        done in ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
        if (stop) return
      }
    },
    line: text => io.out(`${text}\n`),
    end: ({ code, message, help }) => (code === 0 ? io.out : io.err)(`${message}\n${help ? `help: ${help}\n` : ''}`),
  }
}

/** One JSON object a line: `step` (begun, done), `note`, `line` and, at last, `end`. */
export function jsonReport(io: Io): Report {
  const event = (data: object) => io.out(`${JSON.stringify(data)}\n`)
  return {
    async run(steps) {
      for (const step of steps) {
        const { number, title } = step
        event({ event: 'step', number, title, state: 'begun' })
        const begun = performance.now()
        const stop = await step.run(text => event({ event: 'note', number, text }))
        event({ event: 'step', number, title, state: 'done', seconds: (performance.now() - begun) / 1000 })
        if (stop) return
      }
    },
    line: text => event({ event: 'line', text }),
    end: outcome => event({ event: 'end', ...outcome }),
  }
}

/** A live list of the steps: what runs, and how long it took. It writes to the terminal itself, and so redacts itself. */
export function liveReport(io: Io, redact: (text: string) => string): Report {
  return {
    ...plainReport(io),
    async run(steps) {
      let stopped = false
      const task = (step: Step) => ({
        title: step.title,
        skip: () => stopped,
        rendererOptions: { outputBar: 3, persistentOutput: true },
        task: async (_: unknown, shown: { output: string }) => {
          const show = (text: string) => {
            shown.output = redact(text)
          }
          stopped = (await step.run(show)) === 'stop'
        },
      })
      await new Listr(steps.map(task), {
        registerSignalListeners: false,
        rendererOptions: { timer: PRESET_TIMER, collapseErrors: true, showErrorMessage: false },
      }).run()
    },
  }
}
