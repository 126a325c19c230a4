import type { RuleId } from '../diagnostics/diagnostic.ts'

/** A fault that ends the reading: places are offsets, the sentence comes without "Unable to parse YAML". */
export interface Problem {
  readonly rule: RuleId
  readonly message: string
  readonly start: number
  readonly end: number
  readonly help?: string
  readonly related?: { readonly message: string; readonly start: number; readonly end: number }
}
