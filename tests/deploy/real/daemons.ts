import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Daemon, sh, startDaemon, until, works } from './process.ts'
import { site } from './site.ts'

/** Gives the namespaces what a machine has: loopback, a /run, and accounts. No file of the real machine changes. */
export function furnish(): void {
  sh('ip', 'link', 'set', 'lo', 'up')
  sh('mount', '-t', 'tmpfs', 'tmpfs', '/run')
  // The real records keep their data below /var/lib.
  mkdirSync(join(site.folder, 'var-lib'))
  sh('mount', '--bind', join(site.folder, 'var-lib'), '/var/lib')
  for (const folder of ['/run/sshd', site.home, join(site.folder, 'deploy'), site.shims])
    mkdirSync(folder, { recursive: true })
  replace('/etc/passwd', text => {
    const lines = text.split('\n').filter(line => !/^(root|deploy):/.test(line))
    return [
      `root:*:0:0:root:${site.home}:/bin/bash`,
      `deploy:*:10001:10001::${site.folder}/deploy:/bin/sh`,
      ...lines,
    ].join('\n')
  })
  replace('/etc/group', text => {
    const lines = text.split('\n').filter(line => !/^(docker|deploy):/.test(line))
    return ['docker:x:10002:deploy', 'deploy:x:10001:', ...lines].join('\n')
  })
  chmodSync(site.folder, 0o755)
  sh('chown', '10001:10001', join(site.folder, 'deploy'))
}

/** Puts another text in the place of a file of the system, in these namespaces only. */
export function replace(path: string, change: (text: string) => string): void {
  const copy = join(site.folder, `replaced-${path.replaceAll('/', '-')}`)
  writeFileSync(copy, change(readFileSync(path, 'utf8')))
  chmodSync(copy, 0o644)
  sh('mount', '--bind', copy, path)
}

/** A Docker engine with a root of its own. */
export async function startEngine(): Promise<Daemon> {
  const daemon = startDaemon(
    join(site.folder, 'dockerd.log'),
    'dockerd',
    ...['--data-root', join(site.folder, 'docker'), '--exec-root', '/run/docker', '--pidfile', '/run/docker.pid'],
    ...['--host', 'unix:///run/docker.sock', '--group', 'docker', '--shutdown-timeout', '3'],
  )
  await until('the Docker engine answers', () => works('docker', 'version'))
  return daemon
}

/** A registry that wants a password. */
export async function startRegistry(): Promise<Daemon> {
  const passwords = join(site.folder, 'htpasswd')
  writeFileSync(passwords, sh('htpasswd', '-Bbn', '-C', '4', site.user, site.password))
  const config = join(site.folder, 'registry.json')
  const settings = {
    version: 0.1,
    log: { level: 'warn' },
    storage: { filesystem: { rootdirectory: join(site.folder, 'registry') } },
    http: { addr: site.registry },
    auth: { htpasswd: { realm: 'test', path: passwords } },
  }
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify(settings))
  const daemon = startDaemon(join(site.folder, 'registry.log'), 'docker-registry', 'serve', config)
  await until(
    'the registry answers',
    async () => (await fetch(`http://${site.registry}/v2/`).catch(() => undefined))?.status === 401,
  )
  return daemon
}

/** The keys, once: of the server, and of who deploys. */
export function makeKeys(): void {
  const folder = join(site.home, '.ssh')
  mkdirSync(folder, { mode: 0o700, recursive: true })
  for (const file of [site.hostKey, join(folder, 'id_ed25519')])
    sh('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', file)
  copyFileSync(join(folder, 'id_ed25519.pub'), join(site.folder, 'authorized_keys'))
  const hosts = ['staging.test', 'root.test', 'second.test', 'staging.puppetplays.eu'].map(
    name =>
      `Host ${name}\n  HostName 127.0.0.1\n  Port ${name === 'second.test' ? site.sshPort + 1 : site.sshPort}\n  HostKeyAlias ${name}\n`,
  )
  writeFileSync(join(folder, 'config'), hosts.join(''))
}

/** The lines that SSH_KNOWN_HOSTS holds. */
export function knownHosts(key = site.hostKey): string {
  const line = readFileSync(`${key}.pub`, 'utf8').trim().split(' ').slice(0, 2).join(' ')
  return ['staging.test', 'root.test', 'second.test'].map(name => `${name} ${line}\n`).join('')
}

/** An OpenSSH server on loopback, for `deploy` and for root. It notes every connection and every command. */
export async function startSsh({
  port = site.sshPort,
  key = site.hostKey,
  env = {},
}: {
  port?: number
  key?: string
  env?: Record<string, string>
} = {}): Promise<Daemon> {
  const config = join(site.folder, `sshd_config_${port}`)
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${key}`,
    `PidFile ${site.sshPid}.${port}`,
    `AuthorizedKeysFile ${site.folder}/authorized_keys`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin yes',
    'LogLevel VERBOSE',
    `SetEnv PATH=${site.shims}:/usr/sbin:/usr/bin:/sbin:/bin ${Object.entries(env)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
  ]
  writeFileSync(config, `${settings.join('\n')}\n`)
  const daemon = startDaemon(site.sshLog, '/usr/sbin/sshd', '-D', '-e', '-f', config)
  await until('the ssh server answers', () => works('bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`))
  return daemon
}
