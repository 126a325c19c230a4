import type { JobPlan, Plan } from '../../config-src/compiler/4-plan/plan.ts'
import type { Outcome } from '../../config-src/compiler/4-plan/simulate.ts'
import type { Place } from '../../config-src/compiler/5-render/plan/why.ts'
import type { Io } from '../io.ts'

/** The forms in which a plan is printed. */
export const planFormats = ['text', 'json', 'mermaid', 'markdown', 'dot'] as const

/** One form of a plan. */
export type PlanFormat = (typeof planFormats)[number]

interface Printing {
  readonly place: Place
  readonly io: Io
  readonly outcomes?: ReadonlyMap<JobPlan, Outcome>
}

/** Prints a plan in a form; the code of a form is read only where it is asked for. */
export async function planIn(format: PlanFormat, plan: Plan, { place, io, outcomes }: Printing): Promise<string> {
  const played = outcomes ? { outcomes } : {}
  switch (format) {
    case 'json':
      return (await import('../../config-src/compiler/5-render/plan/json.ts')).planJson(plan, { place, ...played })
    case 'mermaid':
      return (await import('../../config-src/compiler/5-render/plan/graph.ts')).planMermaid(plan)
    case 'dot':
      return (await import('../../config-src/compiler/5-render/plan/graph.ts')).planDot(plan)
    case 'markdown':
      return (await import('../../config-src/compiler/5-render/plan/markdown.ts')).planMarkdown(plan, place)
    case 'text': {
      const { planText } = await import('../../config-src/compiler/5-render/plan/text.ts')
      const paint = io.colour ? (await import('./paint.ts')).paint : undefined
      return planText(plan, { place, ...played, ...(paint ? { strong: paint.place, faint: paint.faint } : {}) })
    }
  }
}
