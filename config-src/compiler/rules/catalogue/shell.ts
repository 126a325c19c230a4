import type { Explanations } from './explanation.ts'

/** What the complaints about scripts mean that another program finds. */
export const shell: Explanations = {
  'shell/shellcheck': {
    title: 'What shellcheck says of a script',
    what: 'With `--shellcheck`, the scripts of `run` steps are given to shellcheck, and its findings stand where they are in the config.',
    remedy: 'Each finding links to its page.',
  },
}
