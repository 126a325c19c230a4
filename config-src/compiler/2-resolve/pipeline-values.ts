/** What is known of a pipeline value (S20.1, S20.2). */
export interface PipelineValue {
  readonly type: 'string' | 'integer' | 'boolean'
  /** The integrations that set it; elsewhere it is null. */
  readonly where: readonly Integration[]
  /** Whether CircleCI's documentation names it; the others are known to the server all the same. */
  readonly documented: boolean
  readonly deprecated: boolean
}

/** The ways in which a project is connected to its repository. */
export type Integration = 'github_app' | 'github_oauth' | 'bitbucket' | 'bitbucket_dc' | 'gitlab'

/** One line of the registry: type, integrations, names. A name in braces stands for several: `a.{b,c}` is `a.b` and `a.c`. */
type Row = readonly [type: 'S' | 'I' | 'B', where: string, names: string]

const documented: readonly Row[] = [
  ['S', '*', 'id'],
  ['I', '*', 'number'],
  ['S', '*', 'definition.id'],
  ['S', 'AOBD', 'name'],
  ['S', '*', 'project.{git_url,type,slug}'],
  ['S', '*', 'integration_source'],
  ['S', '*', 'git.{branch,tag,revision}'],
  ['B', '*', 'git.branch.is_default'],
  ['S', 'OB', 'git.base_revision'],
  ['S', 'AOBD', 'git.{repo_url,repo_id}'],
  ['S', 'AOB', 'git.{repo_owner,repo_name}'],
  ['S', '*', 'git.commit.{url,subject,body}'],
  ['S', 'AODL', 'git.commit.author_login'],
  ['S', 'A', 'config.{repository.name,repository.url,file_path,ref,sha}'],
  ['S', '*', 'trigger.received_at'],
  ['S', 'AD', 'trigger.id'],
  ['S', 'AOBD', 'trigger.type'],
  ['S', 'OB', 'schedule.{name,id}'],
  ['S', 'AOB', 'event.{name,action}'],
  ['S', 'AO', 'event.github.{after,head_commit.url,ref}'],
  ['S', 'A', 'event.context.github.pr_url'],
  ['S', 'A', 'event.github.pull_request.{base.ref,base.sha,head.ref,head.sha,title,url}'],
  ['I', 'A', 'event.github.pull_request.number'],
  ['B', 'A', 'event.github.pull_request.{draft,merged}'],
  ['S', 'A', 'event.github.{label.name,comment.body}'],
  ['S', 'AO', 'event.github.sender.{type,avatar_url,login}'],
  ['S', 'AO', 'event.github.repository.{name,owner.login,url}'],
  ['S', 'A', 'trigger_parameters.webhook.body'],
  ['S', 'A', 'deploy.{component_name,environment_name,target_version,current_version,namespace,reason}'],
]

const deprecated: readonly Row[] = [
  ['S', '*', 'trigger_source'],
  ['S', 'AL', 'trigger_parameters.circleci.{trigger_type,event_time,event_type}'],
  [
    'S',
    'A',
    'trigger_parameters.github_app.{ref,checkout_sha,user_id,user_name,user_username,user_avatar,repo_name,repo_url,web_url,commit_sha,commit_title,commit_message,commit_timestamp,commit_author_name,branch}',
  ],
]

const gitlab: readonly Row[] = [
  [
    'S',
    'L',
    'trigger_parameters.gitlab.{type,ref,checkout_sha,user_id,user_name,user_username,user_avatar,repo_name,repo_url,web_url,commit_sha,commit_title,commit_message,commit_timestamp,commit_author_name,commit_author_email,branch,default_branch,x_gitlab_event_id,is_fork_merge_request}',
  ],
]

const undocumented: readonly Row[] = [
  ['S', '*', 'config.file_type'],
  ['S', '*', 'config_source'],
  ['S', '*', 'definition.name'],
  ['S', '*', 'event.{circleci_actor_id,context.github.sha,provider_actor_id,provider_login}'],
  ['S', '*', 'git.commit.{author_avatar_url,author_date,author_email,author_name}'],
  ['S', '*', 'git.commit.{committer_avatar_url,committer_date,committer_email,committer_login,committer_name}'],
  [
    'S',
    '*',
    'git.{origin_repo_id,origin_repo_name,origin_repo_owner,origin_repo_url,ssh_checkout_url,target_repo_url}',
  ],
  ['S', '*', 'project.url'],
  ['S', '*', 'trigger.name'],
  ['S', '*', 'trigger_parameters.bitbucket_dc.{actor_email,actor_id,actor_name,actor_type,commit_author_name}'],
  ['S', '*', 'trigger_parameters.bitbucket_dc.{commit_message,commit_sha,commit_title,event_key,project_key,ref}'],
  ['S', '*', 'trigger_parameters.bitbucket_dc.{ref_display_id,ref_id,ref_type,repo_slug,user_name}'],
  ['S', '*', 'trigger_parameters.circleci.{actor_id,event_action,provider_actor_id,provider_login,provider_name}'],
  ['S', '*', 'trigger_parameters.git.{author_avatar_url,author_login,branch,checkout_sha,checkout_url}'],
  ['S', '*', 'trigger_parameters.git.{commit_author_email,commit_author_name,commit_message,default_branch,ref}'],
  ['S', '*', 'trigger_parameters.git.{repo_name,repo_owner,repo_url,tag}'],
  ['S', '*', 'trigger_parameters.github_app.{action,commit_author_email,default_branch,forced,full_ref,label_name}'],
  ['S', '*', 'trigger_parameters.github_app.{owner,pull_request_head_sha,repo_full_name,repo_id}'],
  ['S', '*', 'trigger_parameters.gitlab.project_id'],
  ['S', '*', 'vcs.{event_type,origin_repository_id,origin_repository_url,repository_url,revision}'],
  ['S', '*', 'vcs.{target_repository_id,target_repository_url,type}'],
  ['B', '*', 'in_setup'],
]

const integrations: Readonly<Record<string, Integration>> = {
  A: 'github_app',
  O: 'github_oauth',
  B: 'bitbucket',
  D: 'bitbucket_dc',
  L: 'gitlab',
}
const types = { S: 'string', I: 'integer', B: 'boolean' } as const

/** Every pipeline value that the server knows, by its full name `pipeline.…`; parameters are not among them (S20). */
export const pipelineValues: ReadonlyMap<string, PipelineValue> = new Map([
  ...read(documented, { documented: true, deprecated: false }),
  ...read(gitlab, { documented: true, deprecated: false }),
  ...read(deprecated, { documented: true, deprecated: true }),
  ...read(undocumented, { documented: false, deprecated: false }),
])

function read(
  rows: readonly Row[],
  marks: Pick<PipelineValue, 'documented' | 'deprecated'>,
): [string, PipelineValue][] {
  return rows.flatMap(([type, where, names]) => {
    const known = Object.entries(integrations).filter(([letter]) => where === '*' || where.includes(letter))
    const value: PipelineValue = { type: types[type], where: known.map(([, name]) => name), ...marks }
    return spread(names).map((name): [string, PipelineValue] => [`pipeline.${name}`, value])
  })
}

function spread(names: string): readonly string[] {
  const [head = '', inner] = names.split(/[{}]/)
  return inner === undefined ? [head] : inner.split(',').map(name => head + name)
}
