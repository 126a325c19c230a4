import { pipelineValues } from '../../config-src/compiler/2-resolve/pipeline-values.ts'
import type { Value } from '../../config-src/compiler/3-expand/run.ts'
import { run } from '../process.ts'

/** Groups of values that CircleCI's own command line sets, to empty texts where nothing else is said here. */
const sent =
  /^pipeline\.(id|number|name|trigger_source|(project|git|trigger|schedule|event|config|deploy)\..+|trigger_parameters\.(circleci|webhook|github_app)\..+|trigger_parameters\.gitlab\.(commit_sha|default_branch|x_gitlab_event_id|is_fork_merge_request))$/

const day = '2020-01-01T00:00:00Z'
const uuid = '00000000-0000-0000-0000-000000000001'

/** What it makes up for a pipeline that does not exist. */
const madeUp: Readonly<Record<string, Value>> = {
  id: uuid,
  number: 1,
  trigger_source: 'webhook',
  'config.ref': 'refs/head/master',
  'event.github.pull_request.base.ref': 'base-branch',
  'event.github.pull_request.head.ref': 'head-branch',
  'event.github.pull_request.number': 111,
  'event.github.ref': 'branch-name',
  'event.github.repository.name': 'repo-name',
  'event.github.repository.owner.login': 'repo-owner',
  'event.github.sender.login': 'user-login',
  'trigger.id': uuid,
  'trigger.received_at': day,
  'trigger_parameters.circleci.event_time': day,
  'trigger_parameters.circleci.event_type': 'push',
  'trigger_parameters.circleci.trigger_type': 'github_app',
  'trigger_parameters.github_app.branch': 'main',
  'trigger_parameters.github_app.commit_timestamp': day,
  'trigger_parameters.github_app.ref': 'refs/heads/master',
  'trigger_parameters.github_app.user_id': uuid,
  'trigger_parameters.gitlab.default_branch': 'main',
  'trigger_parameters.gitlab.x_gitlab_event_id': uuid,
}

const revisions = [
  'git.revision',
  'git.base_revision',
  'config.sha',
  'event.github.after',
  'event.github.pull_request.base.sha',
  'event.github.pull_request.head.sha',
  'trigger_parameters.github_app.checkout_sha',
  'trigger_parameters.github_app.commit_sha',
  'trigger_parameters.gitlab.commit_sha',
]

const addresses = [
  'project.git_url',
  'git.repo_url',
  'config.repository.url',
  'event.context.github.pr_url',
  'event.github.pull_request.url',
  'event.github.repository.url',
]

/**
 * The pipeline values that `circleci config process` sends along, by full name (S19.12): made up, but for what the checkout in
 * this folder says. What is missing is an empty text there, where the server has null.
 */
export async function commandLineValues(): Promise<Readonly<Record<string, Value>>> {
  const { type, url } = projectOf(await git(['remote', 'get-url', 'origin'], ''))
  const revision = await git(['rev-parse', 'HEAD'], '0'.repeat(40))
  const known: Record<string, Value> = {
    ...madeUp,
    'git.branch': await git(['rev-parse', '--abbrev-ref', 'HEAD'], 'master'),
    'git.tag': await git(['tag', '--points-at', 'HEAD'], ''),
    'project.type': type,
    ...Object.fromEntries(revisions.map(name => [name, revision])),
    ...Object.fromEntries(addresses.map(name => [name, url])),
  }
  const names = [...pipelineValues].filter(([name]) => sent.test(name))
  return Object.fromEntries(
    names.map(([name, { type: wanted }]) => {
      const value = known[name.slice('pipeline.'.length)]
      return [name, value ?? (wanted === 'string' ? '' : wanted === 'boolean' ? false : 1)]
    }),
  )
}

/** What git says, or something else where it says nothing. */
async function git(args: readonly string[], otherwise: string): Promise<string> {
  try {
    const { exitCode, stdout } = await run('git', args)
    return exitCode === 0 ? stdout.trim() : otherwise
  } catch {
    // There is no git here.
    return otherwise
  }
}

function projectOf(remote: string): { readonly type: string; readonly url: string } {
  const [, host = '', slug] = /(?:^|[@/])(github\.com|bitbucket\.org)[:/]([^/]+\/[^/]+?)(?:\.git)?$/.exec(remote) ?? []
  if (slug === undefined) return { type: 'github', url: 'https://github.com/CircleCI-Public/circleci-cli' }
  return { type: host === 'github.com' ? 'github' : 'bitbucket', url: `https://${host}/${slug}` }
}
