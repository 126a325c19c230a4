import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sh } from './process.ts'
import { site } from './site.ts'

/** How a stand-in for the site or the control panel behaves. */
export interface Behaviour {
  /** What it answers with. */
  readonly says: string
  readonly mode?: 'well' | 'unhealthy' | 'slow' | 'crashing' | 'greedy' | 'talking'
}

// Process 1 must handle the request to stop: the kernel ignores it otherwise, and each stop takes the whole grace period.
const app = `#!/bin/sh
mkdir -p /www/admin
echo "$SAYS" > /www/index.html
echo "$SAYS" > /www/admin/login
case $MODE in
  unhealthy) rm /www/index.html /www/admin/login ;;
  slow) sleep 2 ;;
  crashing) echo "cannot start: no such table"; sleep 1; exit 3 ;;
  greedy) sleep 1; exec tail -c 200m /dev/zero ;;
  talking) rm /www/index.html; env ;;
esac
trap 'kill "$server"; exit 0' TERM
httpd -f -p "$PORT" -h /www &
server=$!
wait
`

const database = `#!/bin/sh
data=/var/lib/postgresql/data
[ -e "$data/PG_VERSION" ] || { echo 13 > "$data/PG_VERSION"; echo "born $(date +%s%N)" > "$data/table"; chown -R 999:999 "$data"; chmod 700 "$data"; }
trap 'exit 0' TERM
while :; do sleep 1 & wait $!; done
`

const tools: Readonly<Record<string, string>> = {
  pg_isready: '#!/bin/sh\ntest -e /var/lib/postgresql/data/PG_VERSION\n',
  pg_dump: '#!/bin/sh\nprintf PGDMP\ncat /var/lib/postgresql/data/table\n',
  pg_restore: '#!/bin/sh\n[ "$(head -c 5)" = PGDMP ] && echo "; a list"\n',
  // The one of busybox-static needs glibc's name service, which an image from scratch has not.
  fetch: `#!/bin/sh
for url; do :; done
rest=\${url#http://} address=\${url#http://}
address=\${address%%/*}
printf 'GET /%s HTTP/1.0\\r\\n\\r\\n' "\${rest#*/}" | nc -w 4 "\${address%:*}" "\${address#*:}" | head -n 1 | grep -q ' 200 '
`,
}

/** Builds and pushes what the server starts from: a base, and a database that is none. */
export function makeBase(): void {
  const folder = join(site.folder, 'base')
  mkdirSync(folder, { recursive: true })
  copyFileSync('/bin/busybox', join(folder, 'busybox'))
  writeFileSync(join(folder, 'app'), app, { mode: 0o755 })
  writeFileSync(join(folder, 'database'), database, { mode: 0o755 })
  for (const [name, text] of Object.entries(tools)) writeFileSync(join(folder, name), text, { mode: 0o755 })
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM scratch\nCOPY busybox app database pg_isready pg_dump pg_restore fetch /bin/\nRUN ["/bin/busybox", "--install", "/bin"]\nRUN mv -f /bin/fetch /bin/wget\n' +
      'RUN mkdir -p /tmp /var/lib/postgresql/data /app/web/static /app/storage/logs\nCMD ["database"]\n',
  )
  const image = `${site.registry}/library/postgres:13`
  sh('docker', 'build', '-q', '-t', image, folder)
  logIn()
  sh('docker', 'push', '-q', image)
}

/** Logs this machine in, to push; the deploy has to log in on its own. */
export function logIn(): void {
  const auth = Buffer.from(`${site.user}:${site.password}`).toString('base64')
  mkdirSync(join(site.home, '.docker'), { recursive: true })
  writeFileSync(join(site.home, '.docker/config.json'), JSON.stringify({ auths: { [site.registry]: { auth } } }))
}

/** Publishes one version of both images. An image that behaves the same is the same image under another tag. */
export function publish(tag: string, { web, admin }: { web: Behaviour; admin: Behaviour }): void {
  publishOne(`puppetplays/puppetplays-web:${tag}`, web, 3000)
  publishOne(`puppetplays/puppetplays-admin:${tag}`, admin, 8080)
}

function publishOne(name: string, { says, mode = 'well' }: Behaviour, port: number): void {
  const folder = join(site.folder, 'image')
  mkdirSync(folder, { recursive: true })
  const lines = [
    `FROM ${site.registry}/library/postgres:13`,
    `ENV SAYS=${says} MODE=${mode} PORT=${port}`,
    'CMD ["app"]',
  ]
  writeFileSync(join(folder, 'Dockerfile'), `${lines.join('\n')}\n`)
  const image = `${site.registry}/${name}`
  sh('docker', 'build', '-q', '-t', image, folder)
  sh('docker', 'push', '-q', image)
}
