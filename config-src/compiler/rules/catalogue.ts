import { command } from './catalogue/command.ts'
import { deprecated } from './catalogue/deprecated.ts'
import { executor } from './catalogue/executor.ts'
import type { Explanations } from './catalogue/explanation.ts'
import { expr } from './catalogue/expr.ts'
import { filter } from './catalogue/filter.ts'
import { group } from './catalogue/group.ts'
import { job } from './catalogue/job.ts'
import { logic } from './catalogue/logic.ts'
import { matrix } from './catalogue/matrix.ts'
import { names } from './catalogue/names.ts'
import { orb } from './catalogue/orb.ts'
import { param } from './catalogue/param.ts'
import { policy } from './catalogue/policy.ts'
import { schema } from './catalogue/schema.ts'
import { settings } from './catalogue/settings.ts'
import { shell } from './catalogue/shell.ts'
import { step } from './catalogue/step.ts'
import { style } from './catalogue/style.ts'
import { suppress } from './catalogue/suppress.ts'
import { template } from './catalogue/template.ts'
import { workflow } from './catalogue/workflow.ts'
import { yaml } from './catalogue/yaml.ts'

/** Explanations of what the phases, the settings and the comments report; a rule explains itself. */
export const catalogue: Explanations = {
  ...command,
  ...deprecated,
  ...executor,
  ...expr,
  ...filter,
  ...group,
  ...job,
  ...logic,
  ...matrix,
  ...names,
  ...orb,
  ...param,
  ...policy,
  ...schema,
  ...settings,
  ...shell,
  ...step,
  ...style,
  ...suppress,
  ...template,
  ...workflow,
  ...yaml,
}
