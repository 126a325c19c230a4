/** What the server calls an error, the rules by which we report it, and words of the server that a user must find in ours. */
interface ErrorClass {
  readonly rules: readonly string[]
  readonly says: readonly string[]
}

/** The classes of S22.5 in their order. */
export const errorClasses: Readonly<Record<string, ErrorClass>> = {
  'E-YAML': {
    rules: ['yaml/syntax', 'yaml/unknown-anchor', 'yaml/many-documents'],
    says: ['unable to parse YAML'],
  },
  'E-VERSION': {
    rules: ['schema/version', 'deprecated/version-2'],
    says: ['unsupported or missing workflows config version'],
  },
  'E-SCHEMA': {
    rules: [
      ...['schema/unknown-key', 'schema/missing-key', 'schema/type', 'schema/shape', 'schema/enum', 'schema/too-short'],
      ...['step/missing-key', 'job/unknown-type', 'job/bad-retention', 'workflow/two-conditions', 'workflow/bad-name'],
      ...['workflow/bad-status', 'workflow/requires-text', 'workflow/inline-type', 'step/bad-when'],
    ],
    says: ['is not permitted', 'permitted keys', '] not found', 'expected type:', 'found:', 'minimum item count'],
  },
  'E-NOJOB': { rules: ['workflow/none'], says: ['there are no workflows or build jobs in the config'] },
  'E-ALLFILTERED': {
    rules: ['workflow/all-filtered'],
    says: ['All Workflows have been filtered from this Pipeline.', 'No Jobs have been run.'],
  },
  'E-JOBREF': { rules: ['workflow/unknown-job'], says: ['cannot find a definition for job named'] },
  'E-CMDREF': {
    rules: ['step/unknown-command', 'step/job-called-as-command'],
    says: ['cannot find a definition for command named', "Error calling workflow: '", "Error calling command: '"],
  },
  'E-EXECREF': {
    rules: ['executor/undefined', 'executor/missing-name'],
    says: ['cannot find a definition for executor named', 'missing executor name'],
  },
  'E-ORB': { rules: ['orb/bad-reference', 'orb/recursion'], says: ['cannot find', 'in the orb registry'] },
  'E-ORBALIAS': {
    rules: ['orb/unknown-alias', 'orb/unknown-member'],
    says: ["cannot find orb 'tool' looking for command named 'tool/setup'"],
  },
  'E-MISSINGARG': { rules: ['param/missing-argument'], says: ['missing required argument(s): target, image'] },
  'E-EXTRAARG': { rules: ['param/unknown-argument'], says: ['unexpected argument(s): '] },
  'E-TYPE': {
    rules: [
      ...['param/type-mismatch', 'param/enum-mismatch', 'param/empty-argument', 'param/default-type'],
      ...['param/default-not-in-enum', 'template/embedded-value'],
    ],
    says: ['type error for argument to: expected type: string, actual value: "60" (type integer)'],
  },
  'E-RESERVED': { rules: ['param/reserved-name'], says: ['are reserved parameter names in build jobs'] },
  'E-UNDECLARED': {
    rules: ['expr/unknown-parameter', 'expr/out-of-scope'],
    says: ['arguments referenced without declared parameters: parameters.'],
  },
  'E-UNKNOWNVAR': {
    rules: ['expr/unknown-pipeline-parameter', 'expr/unknown-value', 'expr/unknown-name'],
    says: ['referred to a variable "pipeline.', 'that does not exist'],
  },
  'E-TEMPLATE': {
    rules: ['template/unclosed-tag', 'template/unmatched-section'],
    says: ["unclosed '<<' tag", 'escaped as \\<<', 'section end tag'],
  },
  'E-EXPR': { rules: ['expr/syntax', 'expr/type'], says: ['Unexpected additional input', 'operands to'] },
  'E-LOGIC': { rules: ['logic/shape', 'logic/unknown-operator'], says: ['matches: value must produce a string'] },
  'E-REGEX': {
    rules: ['filter/bad-regex', 'logic/bad-regex', 'expr/bad-regex'],
    says: ['invalid regular expression: ', ': invalid pattern.'],
  },
  'E-REQUIRES': {
    rules: [
      ...['workflow/unknown-require', 'workflow/ambiguous-require'],
      ...['workflow/require-into-group', 'workflow/require-across-groups'],
    ],
    says: ["requires 'biuld', which is the name of 0 other jobs in workflow 'ci'", 'adding a name key'],
  },
  'E-CYCLE': {
    rules: ['workflow/cycle'],
    says: [
      'At least one job in the workflow must have no dependencies.',
      'The following jobs are unreachable: build, test',
    ],
  },
  'E-MATRIX': {
    rules: [
      'matrix/too-many-jobs',
      'matrix/no-parameters',
      'matrix/given-twice',
      'matrix/not-a-list',
      'matrix/unknown-parameter',
    ],
    says: ['the everything build matrix expands to 144 jobs', 'no more than 128'],
  },
  'E-GROUP': {
    rules: [
      ...['group/nested', 'group/duplicate-invocation', 'group/duplicate-member', 'group/unsupported-key'],
      ...['group/name-taken', 'group/serial-group-inside', 'group/approval-named-like-job'],
    ],
    says: ['job group'],
  },
  'E-RANGE': {
    rules: [
      ...['job/bad-parallelism', 'step/bad-max-auto-reruns', 'step/bad-rerun-delay', 'step/rerun-delay-alone'],
      ...['step/background-rerun', 'step/bad-timeout', 'step/bad-checkout', 'step/two-remote-dockers'],
      ...['executor/two-types', 'executor/given-twice', 'workflow/bad-max-auto-reruns'],
    ],
    says: ['out of range', 'must be an integer'],
  },
  'E-EXECKIND': {
    rules: ['job/no-executor'],
    says: ['missing a required key: docker, machine, or macos', 'a job must have one of'],
  },
  'E-SERIAL': { rules: ['workflow/bad-serial-group'], says: ['"serial-group"'] },
  'E-RECURSION': {
    rules: ['command/recursion', 'names/circle', 'names/bad-alias', 'job/too-many-steps'],
    says: ['circle'],
  },
  'E-PARAMCONFLICT': { rules: ['param/conflict'], says: ['conflicting pipeline parameters'] },
}
