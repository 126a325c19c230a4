import { join } from 'node:path'

const folder = process.env.DEPLOY_SITE ?? '/nowhere'

/** Where everything of the tests lies, and how it is reached: one site in namespaces of its own. */
export const site = {
  folder,
  /** The data directory of the server. */
  data: join(folder, 'data'),
  registry: '127.0.0.1:5000',
  user: 'robot-77',
  password: `p'a"ss $HOME \`id\``,
  sshPort: 2222,
  sshLog: join(folder, 'sshd.log'),
  sshPid: join(folder, 'sshd.pid'),
  hostKey: join(folder, 'host_key'),
  /** Programs of the server that a test puts before the real ones. */
  shims: join(folder, 'shims'),
  home: join(folder, 'root'),
  ports: { web: 7000, admin: 11000 },
} as const
