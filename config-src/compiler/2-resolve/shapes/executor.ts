import {
  anything,
  type ByKind,
  type Field,
  flag,
  type Keys,
  type List,
  may,
  mayBeEmpty,
  must,
  scalar,
  text,
  texts,
} from '../shape.ts'
import type { Pair } from '../together.ts'
import { parameters } from './parameters.ts'

const variables: Keys = { is: 'keys', keys: {}, others: { each: scalar, called: 'environment variable' } }

/** `environment` anywhere (S9.7). */
export const environment: ByKind = {
  is: 'byKind',
  scalar: text,
  map: variables,
  seq: { is: 'list', of: { is: 'byKind', scalar: text, map: variables, say: 'a map or "NAME=value"' } },
  say: 'a map of names to values',
}

const auth: Keys = { is: 'keys', keys: { username: must(text), password: must(text) }, others: 'warn' }
const awsAuth: Keys = {
  is: 'keys',
  keys: { aws_access_key_id: may(text), aws_secret_access_key: may(text), oidc_role_arn: may(text) },
  others: 'warn',
  oneOf: ['aws_access_key_id', 'oidc_role_arn'],
  pairs: [
    {
      key: 'aws_access_key_id',
      needs: 'aws_secret_access_key',
      rule: 'schema/missing-key',
      message: 'required key [aws_secret_access_key] not found beside "aws_access_key_id"',
    },
  ],
}
const gcpAuth: Keys = {
  is: 'keys',
  keys: { oidc_service_account: may(text), workload_identity_pool: may(text), workload_identity_provider: may(text) },
  others: 'warn',
}

/** One entry of `docker` (S9.4). */
const container: Keys = {
  is: 'keys',
  keys: {
    image: must(text),
    name: may(text),
    user: may({ is: 'text', numbers: true }),
    entrypoint: mayBeEmpty(texts),
    command: mayBeEmpty(texts),
    environment: mayBeEmpty(environment),
    auth: may(auth),
    aws_auth: may(awsAuth),
    gcp_auth: may(gcpAuth),
  },
  others: 'refuse',
}

const docker: List = { is: 'list', of: container, least: 1 }

/** `machine` (S9.5). */
const machine: ByKind = {
  is: 'byKind',
  scalar,
  map: {
    is: 'keys',
    keys: {
      enabled: may(flag),
      image: may(text),
      docker_layer_caching: may(flag),
      resource_class: may(text),
      shell: may(texts),
    },
    others: 'refuse',
  },
  say: 'true, an image, or a map with an image',
}

/** `macos` (S9.6). */
const macos: Keys = {
  is: 'keys',
  keys: {
    xcode: must({ is: 'text', numbers: true }),
    resource_class: may(text),
    shell: may(texts),
    code_signing: may(anything),
  },
  others: 'refuse',
}

/** The keys that say where a job runs: in an executor and in a job alike (S9.1, S11.1). */
export const executorFields: Readonly<Record<string, Field>> = {
  docker: may(docker),
  machine: may(machine),
  macos: may(macos),
  environment: mayBeEmpty(environment),
  working_directory: may(text),
  shell: may(texts),
  resource_class: may(text),
}

function exclusive(key: string, excludes: string): Pair {
  const message = `"${key}" and "${excludes}" exclude each other: a job runs in one place, docker, machine or macos`
  return { key, excludes, rule: 'executor/two-types', message, help: 'keep one of them, or make two executors' }
}

/** Where a job runs is said once in one map (S9.2). */
export const oneHost: readonly Pair[] = [
  exclusive('machine', 'docker'),
  exclusive('macos', 'docker'),
  exclusive('macos', 'machine'),
]

/** A definition under `executors`, or the name of another one (S8.12, S9.1). */
export const executor: ByKind = {
  is: 'byKind',
  scalar: text,
  map: {
    is: 'keys',
    keys: { ...executorFields, parameters: mayBeEmpty(parameters), description: mayBeEmpty(text) },
    others: 'refuse',
    pairs: oneHost,
    elsewhere: { steps: 'a job', image: '"docker" or "machine"', name: 'the place where the executor is used' },
  },
  say: 'a map with docker, machine or macos, or the name of another executor',
}

/** `executor:` in a job (S9.3). */
export const executorUse: ByKind = {
  is: 'byKind',
  scalar: text,
  map: {
    is: 'keys',
    keys: { name: must({ is: 'text', rule: 'executor/undefined' }) },
    others: 'ignore',
    missing: {
      rule: 'executor/missing-name',
      message: 'missing executor name: the map of an executor needs the key "name", its other keys are arguments',
    },
  },
  say: 'the name of an executor, or a map with its name and arguments',
}
