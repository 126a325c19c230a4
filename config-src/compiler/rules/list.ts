import cacheGlobPath from './cache/glob-path.ts'
import cacheKeyAndKeys from './cache/key-and-keys.ts'
import cacheKeyNeverSaved from './cache/key-never-saved.ts'
import cacheKeyStatic from './cache/key-static.ts'
import cacheNeverRestored from './cache/never-restored.ts'
import cacheTemplate from './cache/template.ts'
import contextUnknown from './context/unknown.ts'
import deployFloatingImage from './deploy/floating-image.ts'
import deployManyBranches from './deploy/many-branches.ts'
import deployNoApproval from './deploy/no-approval.ts'
import deployNoRollback from './deploy/no-rollback.ts'
import deployNoSerialGroup from './deploy/no-serial-group.ts'
import deployStopsEverything from './deploy/stops-everything.ts'
import deprecatedCircleciImages from './deprecated/circleci-images.ts'
import deprecatedDeployStep from './deprecated/deploy-step.ts'
import deprecatedMachineImage from './deprecated/machine-image.ts'
import deprecatedMachineTrue from './deprecated/machine-true.ts'
import deprecatedPipelineValue from './deprecated/pipeline-value.ts'
import deprecatedRemoteDocker from './deprecated/remote-docker.ts'
import deprecatedScheduledWorkflow from './deprecated/scheduled-workflow.ts'
import deprecatedWorkflowsVersion from './deprecated/workflows-version.ts'
import deprecatedXcode from './deprecated/xcode.ts'
import dockerNoRemoteDocker from './docker/no-remote-docker.ts'
import dynamicMapping from './dynamic/mapping.ts'
import dynamicTwoWorkflows from './dynamic/two-workflows.ts'
import envBadName from './env/bad-name.ts'
import envNotInterpolated from './env/not-interpolated.ts'
import executorImageClassMismatch from './executor/image-class-mismatch.ts'
import executorImageOnRunner from './executor/image-on-runner.ts'
import executorUnknownMachineImage from './executor/unknown-machine-image.ts'
import executorUnknownResourceClass from './executor/unknown-resource-class.ts'
import executorUnknownXcode from './executor/unknown-xcode.ts'
import exprAlwaysFalse from './expr/always-false.ts'
import exprConstantCondition from './expr/constant-condition.ts'
import exprNeedlessExpression from './expr/needless-expression.ts'
import exprNotBindsTight from './expr/not-binds-tight.ts'
import exprParameterName from './expr/parameter-name.ts'
import exprUnsoundTernary from './expr/unsound-ternary.ts'
import filterDeprecatedMap from './filter/deprecated-map.ts'
import filterGlobInRegex from './filter/glob-in-regex.ts'
import filterNotBranchOnTags from './filter/not-branch-on-tags.ts'
import filterOnlyAndIgnore from './filter/only-and-ignore.ts'
import filterUnanchoredRegex from './filter/unanchored-regex.ts'
import imageBadDigest from './image/bad-digest.ts'
import imageMovingTag from './image/moving-tag.ts'
import imageNoTag from './image/no-tag.ts'
import imageStale from './image/stale.ts'
import imageUnpinned from './image/unpinned.ts'
import jobExecutorConflict from './job/executor-conflict.ts'
import jobIgnoredSteps from './job/ignored-steps.ts'
import jobNoTestResults from './job/no-test-results.ts'
import jobUselessParallelism from './job/useless-parallelism.ts'
import matrixDuplicateValue from './matrix/duplicate-value.ts'
import matrixExcludeNoMatch from './matrix/exclude-no-match.ts'
import matrixSingleJob from './matrix/single-job.ts'
import namesDifferByCase from './names/differ-by-case.ts'
import namesPattern from './names/pattern.ts'
import namesShadowsBuiltin from './names/shadows-builtin.ts'
import namesSharedAcrossKinds from './names/shared-across-kinds.ts'
import orbDeprecatedOrb from './orb/deprecated-orb.ts'
import orbOutdatedMajor from './orb/outdated-major.ts'
import orbPartialVersion from './orb/partial-version.ts'
import orbUnpinned from './orb/unpinned.ts'
import paramUnused from './param/unused.ts'
import paramUnusedPipeline from './param/unused-pipeline.ts'
import policyForbiddenOrb from './policy/forbidden-orb.ts'
import type { Rule } from './rule.ts'
import scheduleBadCron from './schedule/bad-cron.ts'
import securityBashEnvInjection from './security/bash-env-injection.ts'
import securityContextOnOrbJob from './security/context-on-orb-job.ts'
import securityHardcodedCredential from './security/hardcoded-credential.ts'
import securityHostKeyChecking from './security/host-key-checking.ts'
import securityInsecureUrl from './security/insecure-url.ts'
import securityOrbTyposquat from './security/orb-typosquat.ts'
import securityOrgGlobalContext from './security/org-global-context.ts'
import securityPasswordArgument from './security/password-argument.ts'
import securityPipeToShell from './security/pipe-to-shell.ts'
import securityRootLogin from './security/root-login.ts'
import securityScriptInjection from './security/script-injection.ts'
import securitySecretInLog from './security/secret-in-log.ts'
import securitySpoofableCondition from './security/spoofable-condition.ts'
import securityUnpinnedTool from './security/unpinned-tool.ts'
import securityUseOidc from './security/use-oidc.ts'
import shellMaskedFailure from './shell/masked-failure.ts'
import shellPipefail from './shell/pipefail.ts'
import shellRepeatedScript from './shell/repeated-script.ts'
import shellSyntax from './shell/syntax.ts'
import stepBadShell from './step/bad-shell.ts'
import stepRemoteDockerOnMachine from './step/remote-docker-on-machine.ts'
import styleEmptySection from './style/empty-section.ts'
import styleRedundantType from './style/redundant-type.ts'
import unusedAnchor from './unused/anchor.ts'
import unusedCommand from './unused/command.ts'
import unusedExecutor from './unused/executor.ts'
import unusedJob from './unused/job.ts'
import unusedJobGroup from './unused/job-group.ts'
import unusedOrb from './unused/orb.ts'
import workflowApprovalNamedLikeJob from './workflow/approval-named-like-job.ts'
import workflowIgnoredByApproval from './workflow/ignored-by-approval.ts'
import workflowNeedlessRequire from './workflow/needless-require.ts'
import workflowNeverRuns from './workflow/never-runs.ts'
import workflowNumberedNames from './workflow/numbered-names.ts'
import workflowOrphanedByFilter from './workflow/orphaned-by-filter.ts'
import workflowTagFilterGap from './workflow/tag-filter-gap.ts'
import workflowUseTerminal from './workflow/use-terminal.ts'
import workflowWeakenedRequire from './workflow/weakened-require.ts'
import workspaceNeverAttached from './workspace/never-attached.ts'
import workspaceNoProducer from './workspace/no-producer.ts'
import workspaceRace from './workspace/race.ts'
import yamlBooleanKey from './yaml/boolean-key.ts'
import yamlLossyNumber from './yaml/lossy-number.ts'

/** Every rule, in the order of their ids. */
export const rules: readonly Rule[] = [
  cacheGlobPath,
  cacheKeyAndKeys,
  cacheKeyNeverSaved,
  cacheKeyStatic,
  cacheNeverRestored,
  cacheTemplate,
  contextUnknown,
  deployFloatingImage,
  deployManyBranches,
  deployNoApproval,
  deployNoRollback,
  deployNoSerialGroup,
  deployStopsEverything,
  deprecatedCircleciImages,
  deprecatedDeployStep,
  deprecatedMachineImage,
  deprecatedMachineTrue,
  deprecatedPipelineValue,
  deprecatedRemoteDocker,
  deprecatedScheduledWorkflow,
  deprecatedWorkflowsVersion,
  deprecatedXcode,
  dockerNoRemoteDocker,
  dynamicMapping,
  dynamicTwoWorkflows,
  envBadName,
  envNotInterpolated,
  executorImageClassMismatch,
  executorImageOnRunner,
  executorUnknownMachineImage,
  executorUnknownResourceClass,
  executorUnknownXcode,
  exprAlwaysFalse,
  exprConstantCondition,
  exprNeedlessExpression,
  exprNotBindsTight,
  exprParameterName,
  exprUnsoundTernary,
  filterDeprecatedMap,
  filterGlobInRegex,
  filterNotBranchOnTags,
  filterOnlyAndIgnore,
  filterUnanchoredRegex,
  imageBadDigest,
  imageMovingTag,
  imageNoTag,
  imageStale,
  imageUnpinned,
  jobExecutorConflict,
  jobIgnoredSteps,
  jobNoTestResults,
  jobUselessParallelism,
  matrixDuplicateValue,
  matrixExcludeNoMatch,
  matrixSingleJob,
  namesDifferByCase,
  namesPattern,
  namesShadowsBuiltin,
  namesSharedAcrossKinds,
  orbDeprecatedOrb,
  orbOutdatedMajor,
  orbPartialVersion,
  orbUnpinned,
  paramUnused,
  paramUnusedPipeline,
  policyForbiddenOrb,
  scheduleBadCron,
  securityBashEnvInjection,
  securityContextOnOrbJob,
  securityHardcodedCredential,
  securityHostKeyChecking,
  securityInsecureUrl,
  securityOrbTyposquat,
  securityOrgGlobalContext,
  securityPasswordArgument,
  securityPipeToShell,
  securityRootLogin,
  securityScriptInjection,
  securitySecretInLog,
  securitySpoofableCondition,
  securityUnpinnedTool,
  securityUseOidc,
  shellMaskedFailure,
  shellPipefail,
  shellRepeatedScript,
  shellSyntax,
  stepBadShell,
  stepRemoteDockerOnMachine,
  styleEmptySection,
  styleRedundantType,
  unusedAnchor,
  unusedCommand,
  unusedExecutor,
  unusedJob,
  unusedJobGroup,
  unusedOrb,
  workflowApprovalNamedLikeJob,
  workflowIgnoredByApproval,
  workflowNeedlessRequire,
  workflowNeverRuns,
  workflowNumberedNames,
  workflowOrphanedByFilter,
  workflowTagFilterGap,
  workflowUseTerminal,
  workflowWeakenedRequire,
  workspaceNeverAttached,
  workspaceNoProducer,
  workspaceRace,
  yamlBooleanKey,
  yamlLossyNumber,
]
