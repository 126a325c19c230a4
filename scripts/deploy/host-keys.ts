import { createHash } from 'node:crypto'

/** The fingerprints of the keys in known_hosts lines, as ssh prints them: `SHA256:…`. */
export function fingerprintsOf(knownHosts: string): readonly string[] {
  const keys = knownHosts.split('\n').flatMap(line => /(?:^|\s)(AAAA[A-Za-z0-9+/]+=*)/.exec(line)?.[1] ?? [])
  return [...new Set(keys.map(key => `SHA256:${createHash('sha256').update(key, 'base64').digest('base64url')}`))].map(
    print => print.replaceAll('-', '+').replaceAll('_', '/'),
  )
}

/** Why ssh did not trust a server, from what it wrote with -v; undefined when that was not the reason. */
export function hostKeyComplaint(host: string, stderr: string, knownHosts: string | undefined): string | undefined {
  if (!stderr.includes('Host key verification failed')) return undefined
  const offered = /Server host key: (\S+) (SHA256:\S+)/.exec(stderr)
  const expected =
    knownHosts === undefined ? 'what your own known_hosts file holds' : fingerprintsOf(knownHosts).join(', ')
  const state = stderr.includes('REMOTE HOST IDENTIFICATION HAS CHANGED') ? 'has changed' : 'is not known'
  return `the host key of ${host} ${state}: it offers ${offered?.[2] ?? 'a key'} (${offered?.[1] ?? '?'}), expected ${expected || 'a key in SSH_KNOWN_HOSTS'}`
}
