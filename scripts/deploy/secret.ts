import { inspect } from 'node:util'

const redacted = '[redacted]'

/** A value that nobody may read: however it is printed, it prints as `[redacted]`. */
export class SecretValue {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }

  [inspect.custom](): string {
    return redacted
  }
}

/** A function that replaces the secrets in a text by value: whole, line by line, and as JSON would write them. */
export function redactor(secrets: readonly SecretValue[]): (text: string) => string {
  const hidden = secrets.flatMap(secret => {
    const value = secret.reveal()
    const lines = value.includes('\n') ? value.split('\n').filter(line => line.length > 3) : []
    return [value, JSON.stringify(value).slice(1, -1), ...lines]
  })
  const longestFirst = [...new Set(hidden)].filter(text => text !== '').sort((a, b) => b.length - a.length)
  return text => longestFirst.reduce((done, value) => done.replaceAll(value, redacted), text)
}
