/** Plain data: what YAML can say. */
export type Plain = Readonly<Record<string, unknown>>

const orders = {
  config: ['version', 'setup', 'parameters', 'executors', 'commands', 'jobs', 'workflows'],
  parameter: ['type', 'default', 'description'],
  executor: ['docker', 'machine', 'resource_class'],
  command: ['description', 'parameters', 'steps'],
  job: ['executor', 'environment', 'steps'],
  step: [
    'name',
    'keys',
    'key',
    'paths',
    'path',
    'destination',
    'working_directory',
    'environment',
    'no_output_timeout',
    'command',
  ],
  entry: ['name', 'type', 'requires', 'context', 'serial-group', 'filters'],
} as const

/** Gives a CircleCI configuration the key order that a reader expects: what it is first, long text last. */
export function configInOrder(config: Plain): Plain {
  return inOrder('config', {
    ...config,
    ...each(config, 'parameters', parameter => inOrder('parameter', parameter)),
    ...each(config, 'executors', executor => inOrder('executor', executor)),
    ...each(config, 'commands', command =>
      inOrder('command', {
        ...command,
        ...each(command, 'parameters', it => inOrder('parameter', it)),
        ...stepsOf(command),
      }),
    ),
    ...each(config, 'jobs', job => inOrder('job', { ...job, ...stepsOf(job) })),
    ...each(config, 'workflows', workflow => ({
      jobs: (workflow.jobs as readonly Record<string, Plain>[]).map(item => inside(item, 'entry')),
    })),
  })
}

function stepsOf(owner: Plain): Plain {
  const steps = owner.steps as readonly (string | Record<string, unknown>)[]
  return { steps: steps.map(step => (typeof step === 'string' ? step : inside(step, 'step'))) }
}

function inside(item: Readonly<Record<string, unknown>>, order: keyof typeof orders): Plain {
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, inOrder(order, value as Plain)]))
}

function each(owner: Plain, key: string, change: (value: Plain) => Plain): Plain {
  const named = owner[key] as Readonly<Record<string, Plain>> | undefined
  if (!named || Object.keys(named).length === 0) return {}
  return { [key]: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, change(value)])) }
}

/** Keys in the named order; keys the order does not know (arguments of a command) follow as they stand. */
function inOrder(order: keyof typeof orders, value: Plain): Plain {
  const known: readonly string[] = orders[order].filter(key => key in value)
  const others = Object.keys(value).filter(key => !known.includes(key))
  return Object.fromEntries([...known, ...others].map(key => [key, value[key]]))
}
