import { beforeAll, describe, expect, test } from 'vitest'
import { ask, currentRelease, deploy, setUpServer, sshTraffic, wipe } from './server.ts'
import { site } from './site.ts'
import { revisions } from './versions.ts'

describe('a server that is set up', () => {
  beforeAll(() => {
    wipe()
    setUpServer()
  })

  test('gets its first release', async () => {
    const before = sshTraffic()
    const { code, out } = await deploy(['staging', '--version', revisions.first])
    console.log(out)
    expect(code).toBe(0)
    expect(await ask(site.ports.web)).toBe('first')
    expect(await ask(site.ports.admin, '/admin/login')).toBe('admin')
    expect(currentRelease()).toBe(`1-${revisions.first}`)
    console.log(sshTraffic(before.mark))
  })
})
