/** What is sent, and where. */
export interface Request {
  /** The API, without a path: `https://circleci.com`. */
  readonly server: string
  readonly key: string
  readonly configuration: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** Milliseconds that one try may take. */
  readonly timeout: number
}

/** How the sending ended: `done`, `refused` by the server for good, or `gaveUp` after the last try. */
export interface Outcome {
  readonly end: 'done' | 'refused' | 'gaveUp'
  /** What the server, or the network, said last. */
  readonly said: string
  readonly tries: number
}

/** What a sender needs of the world: a way to wait, and somebody to tell about tries that failed. */
export interface Patience {
  readonly wait: (milliseconds: number) => Promise<unknown>
  readonly tell: (line: string) => void
}

const tries = 5
/** A server that asks for more patience than this is not waited for. */
const longestWait = 120_000

type Answer = { readonly end: 'done' | 'refused'; readonly said: string } | Again

interface Again {
  readonly end: 'again'
  readonly said: string
  /** Milliseconds that the server asked for. */
  readonly after?: number
}

/**
 * Asks CircleCI to continue the pipeline: `POST /api/v2/pipeline/continue`. Tries up to five times when the server is busy
 * (429, 5xx) or cannot be reached; other refusals are final. The key is never in what comes back.
 */
export async function post(request: Request, { wait, tell }: Patience): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    const answer = withoutKey(await once(request), request.key)
    if (answer.end !== 'again') {
      const twice = attempt > 1 && answer.end === 'refused' ? '; an earlier try may have arrived all the same' : ''
      return { end: answer.end, said: `${answer.said}${twice}`, tries: attempt }
    }
    const pause = answer.after ?? 1000 * 2 ** (attempt - 1)
    if (attempt === tries) return { end: 'gaveUp', said: answer.said, tries: attempt }
    if (pause > longestWait) {
      const asked = `${answer.said}; the server asks to wait ${Math.ceil(pause / 1000)} s, which is more than ${longestWait / 1000} s`
      return { end: 'gaveUp', said: asked, tries: attempt }
    }
    tell(`try ${attempt} of ${tries}: ${answer.said}; trying again in ${pause / 1000} s`)
    await wait(pause)
  }
}

async function once({ server, key, configuration, parameters, timeout }: Request): Promise<Answer> {
  try {
    const response = await fetch(new URL('/api/v2/pipeline/continue', server), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ 'continuation-key': key, configuration, parameters }),
      signal: AbortSignal.timeout(timeout),
      // The body holds the key: it goes where we sent it, and nowhere else.
      redirect: 'manual',
    })
    const said = `${response.status} ${response.statusText}`.trim() + messageIn(await response.text())
    if (response.ok) return { end: 'done', said }
    if (response.status !== 429 && response.status < 500) return { end: 'refused', said }
    const after = retryAfter(response.headers.get('retry-after'))
    return { end: 'again', said, ...(after === undefined ? {} : { after }) }
  } catch (error) {
    return { end: 'again', said: faultIn(error, timeout) }
  }
}

/** The server answers `{"message": "…"}`; a proxy in between answers anything. */
function messageIn(body: string): string {
  let message = body
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) message = String(parsed.message)
  } catch {
    // Not JSON: shown as it is.
  }
  const line = message.replace(/\s+/g, ' ').trim().slice(0, 500)
  return line ? `: "${line}"` : ''
}

function faultIn(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${timeout / 1000} s`
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? ` (${String(cause.code)})` : ''
  return `the network failed: ${cause.message || error.message}${code}`
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined
  const until = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(until) ? undefined : Math.max(0, until)
}

function withoutKey(answer: Answer, key: string): Answer {
  return { ...answer, said: answer.said.replaceAll(key, '[redacted]') }
}
