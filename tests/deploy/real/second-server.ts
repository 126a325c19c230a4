import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sh, until, works } from './process.ts'
import { setUpServer } from './server.ts'
import { site } from './site.ts'

/** A second server: namespaces inside the namespaces, with an engine of its own and its data in the same place. */
export interface SecondServer {
  /** Runs a program there. */
  readonly run: (program: string, ...args: readonly string[]) => string
  readonly stop: () => void
}

const folder = join(site.folder, 'second')
const data = join(folder, 'data')

// Loopback there is another one: what listens here at the registry's port leads to the registry of the first server.
const relay = `
const net = require('node:net')
const [from, to] = process.argv.slice(1)
const address = text => (text.startsWith('/') ? { path: text } : { host: '127.0.0.1', port: Number(text) })
net.createServer(here => {
  const there = net.connect(address(to))
  here.pipe(there).pipe(here)
  for (const end of [here, there]) end.on('error', () => end.destroy())
}).listen(address(from))
`

const script = `
ip link set lo up
mount -t tmpfs tmpfs /run && mkdir /run/sshd
mount --bind ${data} ${site.data}
node -e "$RELAY" 5000 ${folder}/registry.sock &
dockerd --data-root ${folder}/docker --exec-root /run/docker --pidfile /run/docker.pid --host unix:///run/docker.sock --group docker &
sed 's/^Port .*/Port 2223/' ${site.folder}/sshd_config_${site.sshPort} > ${folder}/sshd_config
exec /usr/sbin/sshd -D -e -f ${folder}/sshd_config
`

/** Starts the second server; ssh reaches it as `second.test`. */
export async function startSecondServer(): Promise<SecondServer> {
  mkdirSync(data, { recursive: true })
  setUpServer('pair', data)
  const outside = spawn('node', ['-e', relay, `${folder}/registry.sock`, '5000'], { stdio: 'inherit' })
  const there = spawn(
    'unshare',
    ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', script],
    {
      env: { ...process.env, RELAY: relay },
      stdio: 'ignore',
    },
  )
  await until('the second server has a process', () => works('pgrep', '-P', `${there.pid}`))
  const id = sh('pgrep', '-P', `${there.pid}`).trim()
  const enter = ['--target', id, '--mount', '--net', '--pid', '--']
  await until('the second engine answers', () => works('nsenter', ...enter, 'docker', 'version'), 60)
  // ssh connects through a program there, as it would through a jump host.
  const config = join(site.home, '.ssh/config')
  const text = sh('cat', config).replace(
    /(Host second\.test\n(?: {2}.*\n)*)/,
    `$1  ProxyCommand nsenter ${enter.join(' ')} busybox nc 127.0.0.1 2223\n`,
  )
  writeFileSync(config, text)
  return {
    run: (program, ...args) => sh('nsenter', ...enter, program, ...args),
    stop() {
      there.kill('SIGKILL')
      outside.kill('SIGKILL')
    },
  }
}
