import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactor, SecretValue } from '../../scripts/deploy/secret.ts'

test('a secret prints as [redacted], however it is printed', () => {
  const secret = new SecretValue('hunter2')
  const printed = [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }),
    String(secret),
    inspect([secret], { depth: 9 }),
  ]
  for (const text of printed) {
    expect(text).toContain('[redacted]')
    expect(text).not.toContain('hunter2')
  }
})

test('a secret is found whole, line by line, as JSON, and inside a longer one', () => {
  const redact = redactor(['abc', 'abcdef', 'line one\nline two'].map(value => new SecretValue(value)))
  expect(redact('x abcdef abc y')).toBe('x [redacted] [redacted] y')
  expect(redact('> line two <')).toBe('> [redacted] <')
  expect(redact('{"key":"line one\\nline two"}')).toBe('{"key":"[redacted]"}')
})

test('no text keeps a secret', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 4 }), { minLength: 1, maxLength: 4 }),
      fc.string(),
      (values, around) => {
        const redacted = redactor(values.map(value => new SecretValue(value)))(
          values.map(value => around + value).join(''),
        )
        const left = redacted.replaceAll('[redacted]', '\n')
        return values.every(value => value.includes('\n') || !left.includes(value))
      },
    ),
  )
})
