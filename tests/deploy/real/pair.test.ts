import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SecondServer, startSecondServer } from './second-server.ts'
import { ask, currentRelease, deploy, setUpServer, wipe } from './server.ts'
import { site } from './site.ts'
import { revisions } from './versions.ts'

let second: SecondServer
const secondData = join(site.folder, 'second/data')
const askSecond = () => second.run('busybox', 'wget', '-q', '-O', '-', `http://127.0.0.1:${site.ports.web}/`).trim()

describe('an environment of two servers', () => {
  beforeAll(async () => {
    wipe()
    setUpServer('pair')
    second = await startSecondServer()
  })
  afterAll(() => {
    second.stop()
    wipe()
  })

  test('gets a version on both', async () => {
    const { code, out } = await deploy(['pair', '--version', revisions.first])
    expect(code, out).toBe(0)
    expect([await ask(site.ports.web), askSecond()]).toEqual(['first', 'first'])
    expect(out).toMatch(/deploy@staging.test runs 1-1+; no service was down\ndeploy@second.test runs 1-1+;/)
  })

  test('goes back on the first when the second fails, and says what each runs', async () => {
    const image = `${site.registry}/puppetplays/puppetplays-web:${revisions.second}-staging`
    const kill = `while sleep 0.2; do docker ps -q --filter ancestor=${image} | xargs -r docker kill; done`
    second.run('sh', '-c', `timeout 100 sh -c '${kill}' > /dev/null 2>&1 < /dev/null &`)
    const { code, out } = await deploy(['pair', '--version', revisions.second])
    expect(out).toMatch(/deploy@second.test: puppetplays-web is exited \(exit code 137\)/)
    expect(code, out).toBe(12)
    expect(out).toMatch(/deploy@staging.test runs 1-1+ again, and it is healthy/)
    expect(out).toMatch(/deploy@second.test runs 1-1+ again, and it is healthy/)
    expect([await ask(site.ports.web), currentRelease(), currentRelease(secondData)]).toEqual([
      'first',
      `1-${revisions.first}`,
      `1-${revisions.first}`,
    ])
  })
})
