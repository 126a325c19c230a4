/** Exit codes of circlec, as actionlint names them: clean, problems found, wrong usage, a failure of ours. */
export const exit = { clean: 0, problems: 1, usage: 2, failure: 3 } as const

/** What the user asked for cannot be done as asked: said in one sentence, exit code 2. */
export class UsageError extends Error {}
