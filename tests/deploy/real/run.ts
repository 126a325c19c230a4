import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs the tests that need a real ssh server, Docker engine and registry. They start in namespaces of their own: mounts,
 * network and processes. Loopback is theirs alone, no file of the machine changes, and whatever they start ends with them.
 */
const needed: Readonly<Record<string, string>> = {
  sshd: 'openssh-server',
  ssh: 'openssh-client',
  dockerd: 'docker.io',
  'docker-compose': 'docker-compose',
  'docker-registry': 'docker-registry',
  busybox: 'busybox-static',
  iptables: 'iptables',
  htpasswd: 'apache2-utils',
  shellcheck: 'shellcheck',
  dash: 'dash',
  unshare: 'util-linux',
  setpriv: 'util-linux',
  ip: 'iproute2',
}

const path = `${process.env.PATH}:/usr/sbin:/sbin`
const isThere = (program: string) => spawnSync('which', [program], { env: { PATH: path } }).status === 0
const missing = Object.keys(needed).filter(program => !isThere(program))
const reason =
  missing.length > 0
    ? `not installed: ${missing.join(', ')} (Debian: apt-get install ${missing.map(program => needed[program]).join(' ')})`
    : process.getuid?.() !== 0
      ? 'only root may start an engine, and make namespaces for it'
      : undefined

if (reason !== undefined) {
  process.stderr.write(
    `\nSKIPPED: every deploy test against a real ssh server, Docker engine and registry: ${reason}\n\n`,
  )
  process.exitCode = process.env.CI === 'true' ? 1 : 0
} else {
  process.exitCode = runInNamespaces(process.argv.slice(2))
}

function runInNamespaces(args: readonly string[]): number {
  const site = mkdtempSync(join(tmpdir(), 'deploy-site-'))
  const vitest = ['npx', 'vitest', 'run', '--config', join(import.meta.dirname, 'vitest-config.ts'), ...args]
  const command = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', '--', ...vitest]
  const cache = spawnSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).stdout.trim()
  try {
    // Whoever kills this process ends everything in the namespaces with it.
    const { status } = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...command], {
      stdio: 'inherit',
      cwd: join(import.meta.dirname, '../../..'),
      // The tests decide what a deploy finds in its environment; Debian's Docker client comes before any other.
      env: {
        ...process.env,
        PATH: `/usr/sbin:/usr/bin:/sbin:/bin:${path}`,
        DEPLOY_SITE: site,
        HOME: join(site, 'root'),
        DEPLOY_NPM_CACHE: cache,
        DEPLOY_TESTS: args.length === 0 ? 'all' : 'some',
      },
      timeout: 30 * 60_000,
    })
    return status ?? 1
  } finally {
    rmSync(site, { recursive: true, force: true })
  }
}
