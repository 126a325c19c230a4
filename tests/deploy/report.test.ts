import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonReport, plainReport } from '../../scripts/deploy/report.ts'
import type { Step } from '../../scripts/deploy/steps.ts'
import { root } from '../../scripts/root.ts'

const steps: readonly Step[] = [
  {
    number: 2,
    title: 'Connect',
    run: async say => {
      say('to a.example')
      return undefined
    },
  },
  { number: 3, title: 'Check the server', run: async () => 'stop' },
  { number: 4, title: 'Take the lock', run: () => Promise.reject(new Error('must not run')) },
]

function collect() {
  const texts: string[] = []
  const write = (text: string) => void texts.push(text)
  const text = () => texts.join('').replaceAll(/\d+\.\d+/g, '0.0')
  return { text, io: { out: write, err: write, env: {}, colour: false } }
}

test('plain lines say what is done, in order, and stop when nothing is left to do', async () => {
  const { text, io } = collect()
  const report = plainReport(io)
  await report.run(steps)
  report.end({ code: 11, message: 'refused', help: 'look there' })
  expect(text()).toBe(
    '[2/11] Connect\n        to a.example\n        done in 0.0 s\n[3/11] Check the server\n        done in 0.0 s\nrefused\nhelp: look there\n',
  )
})

test('JSON lines are one event each', async () => {
  const { text, io } = collect()
  const report = jsonReport(io)
  await report.run(steps)
  report.end({ code: 0, message: 'done' })
  const events = text()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(events).toEqual([
    { event: 'step', number: 2, title: 'Connect', state: 'begun' },
    { event: 'note', number: 2, text: 'to a.example' },
    { event: 'step', number: 2, title: 'Connect', state: 'done', seconds: 0 },
    { event: 'step', number: 3, title: 'Check the server', state: 'begun' },
    { event: 'step', number: 3, title: 'Check the server', state: 'done', seconds: 0 },
    { event: 'end', code: 0, message: 'done' },
  ])
})

test('the committed table of faults names no test that failed', () => {
  const table = readFileSync(join(root, 'generated/deploy-faults.md'), 'utf8')
  const rows = table.split('\n').filter(line => /^\| (?!fault|---)/.test(line))
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.filter(row => !row.endsWith('| passed |'))).toEqual([])
})
