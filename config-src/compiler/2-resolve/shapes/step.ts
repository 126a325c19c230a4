import {
  anything,
  type ByKind,
  flag,
  type Keys,
  type List,
  may,
  mayBeEmpty,
  must,
  type Shape,
  text,
  texts,
} from '../shape.ts'
import { environment } from './executor.ts'

/** A list of steps: of a job, a command, a condition, an argument. */
export const steps: List = { is: 'list', of: { is: 'anything' } }

const words: Shape = { is: 'text', words: ['always', 'on_success', 'on_fail'], rule: 'step/bad-when' }

const duration: Shape = {
  is: 'text',
  // The schema looks for a duration anywhere in the text (S12.6).
  pattern: /\d+(\.\d+)?[mhs]|^\d+$/,
  usual: /^\d+(\.\d+)?[mhs]$/,
  like: 'a duration such as 10m, 1.5h or 30s',
  rule: 'step/bad-timeout',
}

const rerunDelay: Shape = {
  is: 'text',
  pattern: /^([1-9]|10)m$|^([1-9]\d?|[1-5]\d\d|600)s$/,
  like: 'seconds or minutes, at most ten minutes (30s, 5m)',
  rule: 'step/bad-rerun-delay',
}

/** The map form of `run` (S12.4); unknown keys are kept by the server. */
export const run: Keys = {
  is: 'keys',
  keys: {
    command: must(text),
    name: mayBeEmpty({ is: 'text', numbers: true }),
    shell: may(texts),
    environment: mayBeEmpty(environment),
    background: may(flag),
    working_directory: may(text),
    no_output_timeout: may(duration),
    when: may(words),
    max_auto_reruns: may({ is: 'whole', least: 1, most: 5, rule: 'step/bad-max-auto-reruns' }),
    auto_rerun_delay: may(rerunDelay),
  },
  others: 'warn',
  pairs: [
    {
      key: 'auto_rerun_delay',
      needs: 'max_auto_reruns',
      rule: 'step/rerun-delay-alone',
      message: '"auto_rerun_delay" needs "max_auto_reruns": without it nothing is run again',
      help: 'add max_auto_reruns, from 1 to 5',
    },
    {
      key: 'background',
      being: 'true',
      excludes: 'max_auto_reruns',
      rule: 'step/background-rerun',
      message: 'a step in the background cannot be run again: "background" and "max_auto_reruns" exclude each other',
    },
  ],
}

const runShape: ByKind = { is: 'byKind', scalar: text, map: run, say: 'a command, or a map with a command' }

/** A `when` or `unless` step (S12.13); its steps are checked as steps by the caller. */
const condition: Keys = {
  is: 'keys',
  keys: {
    condition: { shape: anything, required: true, nullable: true },
    steps: must({
      is: 'byKind',
      map: anything,
      seq: steps,
      say: 'a list of steps',
    }),
  },
  others: 'refuse',
}

const someTexts: ByKind = { ...texts, seq: { is: 'list', of: text, least: 1 } }

const named = { name: mayBeEmpty({ is: 'text', numbers: true } as const) }

/**
 * The steps that CircleCI knows by itself, and what each takes (S12.4). The schema refuses unknown keys in most of them, but
 * the server has compiled a `store_artifacts` with a `prefix` (conformance: twilio), so such a key is a warning.
 */
export const builtins: Readonly<Record<string, Shape>> = {
  run: runShape,
  deploy: runShape,
  checkout: {
    is: 'keys',
    keys: {
      path: may(text),
      method: may({ is: 'text', words: ['blobless', 'full', 'shallow'], rule: 'step/bad-checkout' }),
      depth: may({ is: 'whole', least: 1, rule: 'step/bad-checkout' }),
      ...named,
    },
    others: 'warn',
    pairs: [
      {
        key: 'depth',
        needs: 'method',
        as: 'shallow',
        rule: 'step/bad-checkout',
        message: '"depth" is only for a shallow checkout',
        help: 'add "method: shallow", or remove "depth"',
      },
      {
        key: 'method',
        being: 'shallow',
        needs: 'depth',
        rule: 'step/bad-checkout',
        message: 'a shallow checkout needs "depth"',
        help: 'say how many commits are fetched, as in "depth: 1"',
      },
    ],
  },
  setup_remote_docker: {
    is: 'keys',
    keys: {
      docker_layer_caching: may(flag),
      version: may({ is: 'text', numbers: true }),
      prefer_same_region: may(flag),
      ...named,
    },
    others: 'warn',
  },
  save_cache: {
    is: 'keys',
    keys: { paths: must(texts), key: must(text), when: may(words), ...named },
    others: 'warn',
  },
  restore_cache: {
    is: 'keys',
    keys: { key: may(text), keys: may(someTexts), ...named },
    others: 'warn',
    oneOf: ['key', 'keys'],
  },
  store_artifacts: { is: 'keys', keys: { path: must(text), destination: may(text), ...named }, others: 'warn' },
  store_test_results: { is: 'keys', keys: { path: must(text), ...named }, others: 'warn' },
  persist_to_workspace: { is: 'keys', keys: { root: must(text), paths: must(texts), ...named }, others: 'warn' },
  attach_workspace: { is: 'keys', keys: { at: must(text), ...named }, others: 'warn' },
  add_ssh_keys: { is: 'keys', keys: { fingerprints: may(texts), ...named }, others: 'warn' },
  install_signing_bundle: { is: 'keys', keys: {}, others: 'warn' },
  with_tool_cache: { is: 'anything' },
  when: condition,
  unless: condition,
  steps: { is: 'byKind', seq: steps, say: 'a list of steps' },
}

/** The steps that are complete without arguments (S12.3). */
export const bareSteps: readonly string[] = [
  'checkout',
  'setup_remote_docker',
  'add_ssh_keys',
  'install_signing_bundle',
]
