/** The day on which these lists were read; what CircleCI took up or dropped since then is not known here (S9.16). */
export const offersOf = '2026-08-20'

const sizes = ['medium', 'large', 'xlarge', '2xlarge', '2xlarge+']
const arm = ['arm.medium', 'arm.large', 'arm.xlarge', 'arm.2xlarge']

function generations(names: readonly string[], ...suffixes: readonly string[]): readonly string[] {
  return [...names, ...suffixes.flatMap(suffix => names.map(name => name + suffix))]
}

/** What a job can run on. */
export type Kind = 'docker' | 'linux' | 'windows' | 'macos'

/** The resource classes of each kind of executor (S9.16). */
export const resourceClasses: Readonly<Record<Kind, readonly string[]>> = {
  docker: generations(['small', 'medium', 'medium+', 'large', 'xlarge', '2xlarge', '2xlarge+', ...arm], '.gen2'),
  linux: [
    ...generations([...sizes, ...arm], '.gen2', '.gen3'),
    ...generations(['gpu.nvidia.small', 'gpu.nvidia.medium'], '.gen2', '.multi'),
    'gpu.nvidia.large',
  ],
  windows: [
    'windows.medium',
    'windows.large',
    'windows.xlarge',
    'windows.2xlarge',
    'windows.gpu.nvidia.medium',
    ...sizes.slice(0, 4),
  ],
  macos: ['m4pro.medium', 'm4pro.large'],
}

/** Families of machine images, as patterns of what stands before the colon. */
export const machineFamilies: readonly RegExp[] = [
  /^ubuntu-(2204|2404|2604)$/,
  /^android$/,
  /^linux-cuda-1[1-9]$/,
  /^windows-server-20(19|22|25)(-[a-z0-9]+)?$/,
]

/** Names to suggest for a machine image that does not exist. */
export const machineNames = ['ubuntu-2204:current', 'ubuntu-2404:current', 'android:default', 'linux-cuda-12:default']

/** Machine images that were taken away or will be, as patterns of the whole name. */
export const oldMachines: readonly RegExp[] = [
  /^ubuntu-(1404|1604|1804|2004)(:|$)/,
  /^circleci\/classic(:|$)/,
  /^default$/,
  /:20\d{4}-\d\d$/,
]

/** Versions of Xcode that are no longer offered, and those that will not be for long, as beginnings. */
export const xcode = {
  gone: [/^([1-9]|1[0-3])(\.|$)/, /^14\.[0-2](\.|$)/, /^15\.[0-3](\.|$)/, /^16\.[01](\.|$)/],
  old: [/^14\./, /^26\.0\./],
  newest: '26.5.0',
} as const

/** Docker images of CircleCI that are no longer built, and what took their place; those without one have none. */
export const circleciImages: Readonly<Record<string, string | undefined>> = {
  android: 'cimg/android',
  'buildpack-deps': 'cimg/base',
  clojure: 'cimg/clojure',
  elixir: 'cimg/elixir',
  golang: 'cimg/go',
  mariadb: 'cimg/mariadb',
  mysql: 'cimg/mysql',
  node: 'cimg/node',
  openjdk: 'cimg/openjdk',
  php: 'cimg/php',
  postgres: 'cimg/postgres',
  python: 'cimg/python',
  redis: 'cimg/redis',
  ruby: 'cimg/ruby',
  rust: 'cimg/rust',
}

/** Images under `circleci/` that are no language images, and are still published. */
export const keptImages = [
  'circleci/runner',
  'circleci/runner-agent',
  'circleci/command-convenience',
  'circleci/picard',
]

/** Versions of the remote docker engine that can be asked for by number. */
export const remoteDockers = /^(default|edge|previous|docker\d+|20\.10\.(2|6|7|1[1247-8]|2[34]))$/
