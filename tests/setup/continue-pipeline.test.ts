import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { main } from '../../scripts/continue-pipeline/main.ts'
import { type Outcome, post } from '../../scripts/continue-pipeline/post.ts'

const key = 'continuation-key-4711-secret'

/** How the server behaves at one request: answers, or misbehaves in its own way. */
type Behaviour = (response: ServerResponse, request: IncomingMessage) => void

interface Server {
  readonly url: string
  readonly bodies: unknown[]
}

/** A real server on loopback that behaves as told, request by request; the last behaviour stays. */
async function serverThat(...behaviours: readonly Behaviour[]): Promise<Server> {
  const bodies: unknown[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    bodies.push({
      method: request.method,
      url: request.url,
      ...(JSON.parse(Buffer.concat(chunks).toString()) as object),
    })
    behaviours[Math.min(bodies.length, behaviours.length) - 1]!(response, request)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies }
}

const answers =
  (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  response =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ message }))
const accepts = answers(200, 'Success')
const hangs: Behaviour = () => {}
const hangsUp: Behaviour = response => response.destroy()
const breaksOff: Behaviour = response => {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('{"mess')
  setTimeout(() => response.destroy(), 20)
}

interface Attempted extends Outcome {
  readonly waits: readonly number[]
  readonly told: readonly string[]
}

async function send(server: string, timeout = 5000): Promise<Attempted> {
  const waits: number[] = []
  const told: string[] = []
  const outcome = await post(
    { server, key, configuration: 'version: 2.1\n', parameters: { 'web-changed': true }, timeout },
    { wait: async milliseconds => void waits.push(milliseconds), tell: line => void told.push(line) },
  )
  expect(JSON.stringify([outcome, told])).not.toContain(key)
  return { ...outcome, waits, told }
}

describe('a server that', () => {
  test('accepts is asked once, with everything it needs', async () => {
    const { url, bodies } = await serverThat(accepts)
    expect(await send(url)).toMatchObject({ end: 'done', said: '200 OK: "Success"', tries: 1, waits: [] })
    expect(bodies).toEqual([
      {
        method: 'POST',
        url: '/api/v2/pipeline/continue',
        'continuation-key': key,
        configuration: 'version: 2.1\n',
        parameters: { 'web-changed': true },
      },
    ])
  })

  test('is busy is asked again, each time after a longer pause', async () => {
    const { url, bodies } = await serverThat(
      answers(503, 'busy'),
      answers(500, 'oh no'),
      answers(502, 'gateway'),
      accepts,
    )
    expect(await send(url)).toMatchObject({ end: 'done', tries: 4, waits: [1000, 2000, 4000] })
    expect(bodies).toHaveLength(4)
  })

  test('stays busy is given up after five tries', async () => {
    const { url, bodies } = await serverThat(answers(503, 'busy'))
    const { end, said, tries, told } = await send(url)
    expect({ end, said, tries }).toEqual({ end: 'gaveUp', said: '503 Service Unavailable: "busy"', tries: 5 })
    expect(told[0]).toBe('try 1 of 5: 503 Service Unavailable: "busy"; trying again in 1 s')
    expect(bodies).toHaveLength(5)
  })

  test('names a time to wait is given that time', async () => {
    const { url } = await serverThat(answers(429, 'slow down', { 'retry-after': '7' }), accepts)
    expect(await send(url)).toMatchObject({ end: 'done', waits: [7000] })
  })

  test('names a date to wait for is given until then', async () => {
    const { url } = await serverThat(
      answers(429, 'slow down', { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }),
      accepts,
    )
    const { waits } = await send(url)
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThan(25_000)
    expect(waits[0]).toBeLessThanOrEqual(30_000)
  })

  test('asks for too much patience is given up', async () => {
    const { url } = await serverThat(answers(429, 'come back tomorrow', { 'retry-after': '86400' }))
    const { end, said, tries } = await send(url)
    expect({ end, tries }).toEqual({ end: 'gaveUp', tries: 1 })
    expect(said).toContain('the server asks to wait 86400 s, which is more than 120 s')
  })

  test.each([
    [400, 'Unexpected argument(s): web-chnged'],
    [401, 'unauthorized'],
    [404, 'not found'],
    [422, 'no'],
  ])('refuses with %i is not asked again', async (status, message) => {
    const { url, bodies } = await serverThat(answers(status, message))
    const { end, said } = await send(url)
    expect(end).toBe('refused')
    expect(said).toContain(`: "${message}"`)
    expect(bodies).toHaveLength(1)
  })

  test('refuses after a try that broke off may have accepted that one', async () => {
    const { url } = await serverThat(hangsUp, answers(400, 'already continued'))
    expect((await send(url)).said).toBe(
      '400 Bad Request: "already continued"; an earlier try may have arrived all the same',
    )
  })

  test('repeats the key does not make us print it', async () => {
    const { url } = await serverThat(answers(400, `bad key ${key}`))
    expect((await send(url)).said).toBe('400 Bad Request: "bad key [redacted]"')
  })

  test('points elsewhere is not followed: the key stays here', async () => {
    const { url: elsewhere, bodies } = await serverThat(accepts)
    const { url } = await serverThat(answers(307, 'over there', { location: elsewhere }))
    expect((await send(url)).end).toBe('refused')
    expect(bodies).toEqual([])
  })

  test('answers with a page shows its first words', async () => {
    const { url } = await serverThat(response => response.writeHead(403).end('<html>\n  <h1>Forbidden</h1>'))
    expect((await send(url)).said).toBe('403 Forbidden: "<html> <h1>Forbidden</h1>"')
  })

  test.each([
    ['hangs up', hangsUp],
    ['breaks off', breaksOff],
  ])('%s is asked again', async (_name, behaviour) => {
    const { url } = await serverThat(behaviour, accepts)
    const { end, tries, told } = await send(url)
    expect({ end, tries }).toEqual({ end: 'done', tries: 2 })
    expect(told[0]).toMatch(/^try 1 of 5: the network failed: /)
  })

  test('does not answer is asked again after the timeout', async () => {
    const { url } = await serverThat(hangs, accepts)
    const { end, told } = await send(url, 200)
    expect(end).toBe('done')
    expect(told).toEqual(['try 1 of 5: no answer within 0.2 s; trying again in 1 s'])
  })

  test('is not there is asked five times', async () => {
    const { end, said } = await send('http://127.0.0.1:9')
    expect(end).toBe('gaveUp')
    expect(said).toMatch(/^the network failed: /)
  })
})

describe('the command', () => {
  async function run(argv: readonly string[], env: Readonly<Record<string, string>>) {
    let output = ''
    const write = (text: string) => {
      output += text
    }
    const exitCode = await main(argv, { out: write, err: write, env, colour: false })
    expect(output).not.toContain(key)
    return { exitCode, output }
  }

  function file(name: string, text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'continue-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  test('continues with the generated config', async () => {
    const { url, bodies } = await serverThat(accepts)
    const parameters = file('parameters.json', '{"web-changed": false, "admin-changed": true}')
    const argv = ['generated/config.yml', '--parameters', parameters]
    const { exitCode, output } = await run(argv, { CIRCLE_CONTINUATION_KEY: key, CIRCLECI_URL: url })
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: 'the pipeline goes on with generated/config.yml (200 OK: "Success")\n',
    })
    expect(bodies).toEqual([expect.objectContaining({ parameters: { 'web-changed': false, 'admin-changed': true } })])
  })

  test('without a key says what it is', async () => {
    const { exitCode, output } = await run(['generated/config.yml'], {})
    expect(exitCode).toBe(2)
    expect(output).toMatch(
      /^continue-pipeline: CIRCLE_CONTINUATION_KEY is not set: it is the key that lets one pipeline go on/,
    )
  })

  test.each([
    ['{"web-chnged": true}', 'unexpected argument(s): "web-chnged" is not declared; did you mean "web-changed"?'],
    [
      '{"deploy": true}',
      'unexpected argument(s): "deploy" is not declared; declared are "web-changed", "admin-changed"',
    ],
    [
      '{"web-changed": "true"}',
      'type error for argument "web-changed": expected type: boolean, actual value: "true" (type string)',
    ],
    [
      '{"web-changed": null}',
      'type error for argument "web-changed": expected type: boolean, actual value: "null" (type null)',
    ],
  ])('sends nothing with the parameters %s', async (parameters, sentence) => {
    const { url, bodies } = await serverThat(accepts)
    const argv = ['generated/config.yml', '--parameters', file('parameters.json', parameters)]
    const { exitCode, output } = await run(argv, { CIRCLE_CONTINUATION_KEY: key, CIRCLECI_URL: url })
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: `continue-pipeline: ${sentence}\nnothing was sent\n` })
    expect(bodies).toEqual([])
  })

  test.each([
    [['no.yml'], {}, 'there is no file "no.yml"'],
    [
      ['generated/config.yml'],
      { CIRCLECI_URL: 'circleci.com' },
      'CIRCLECI_URL "circleci.com" is not a web address, such as "https://circleci.example.org"',
    ],
    [['generated/config.yml', '--timeout', 'soon'], {}, '--timeout is not a number of seconds above 0'],
    [['generated/config.yml', '--parameters', 'README.md'], {}, '"README.md" is not JSON'],
    [['generated/config.yml', '--parameters', 'tests/pipeline'], {}, /^cannot read "tests\/pipeline": /],
  ])('%j %j is wrong usage', async (argv, env, sentence) => {
    const { exitCode, output } = await run(argv, { CIRCLE_CONTINUATION_KEY: key, ...env })
    expect(exitCode).toBe(2)
    const said = output.replace(/^continue-pipeline: /, '').trimEnd()
    if (typeof sentence === 'string') expect(said).toBe(sentence)
    else expect(said).toMatch(sentence)
  })
})
