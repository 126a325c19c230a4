import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command, CommanderError } from 'commander'
import type { Io } from '../io.ts'
import { problemsWith, type Values } from './parameters.ts'
import { post } from './post.ts'

/** Exit codes of continue-pipeline. */
const exit = { done: 0, refused: 1, usage: 2, gaveUp: 3 } as const

const help = `
Environment:
  CIRCLE_CONTINUATION_KEY  lets one pipeline go on, once; CircleCI sets it in jobs of a setup workflow
  CIRCLECI_URL             the server, when it is not https://circleci.com

Example:
  npm run continue-pipeline -- generated/config.yml --parameters /tmp/parameters.json

Exit codes:
  0  the pipeline goes on
  1  refused: parameters that the config does not declare, or the server's answer
  2  wrong usage, or no key
  3  gave up after five tries`

/** `npm run continue-pipeline`: gives CircleCI the config and the parameters that the pipeline goes on with. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const command = new Command('npm run continue-pipeline --')
    .description('Continue the pipeline of a setup workflow.')
    .argument('<config>', 'the config to continue with')
    .option('--parameters <file>', 'a JSON file with pipeline parameters')
    .option('--timeout <seconds>', 'how long one try may take', '30')
    .addHelpText('after', help)
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHasColors: () => io.colour })
    .exitOverride()
  try {
    command.parse(argv, { from: 'user' })
    const { parameters, timeout } = command.opts<{ parameters?: string; timeout: string }>()
    return await continueWith({ config: command.args[0] ?? '', parameters, timeout: Number(timeout) * 1000 }, io)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage
    if (error instanceof Usage) {
      io.err(`continue-pipeline: ${error.message}\n`)
      return exit.usage
    }
    throw error
  }
}

class Usage extends Error {}

interface Options {
  readonly config: string
  readonly parameters: string | undefined
  readonly timeout: number
}

async function continueWith({ config, parameters, timeout }: Options, io: Io): Promise<number> {
  const key = io.env.CIRCLE_CONTINUATION_KEY
  if (!key) {
    throw new Usage(
      'CIRCLE_CONTINUATION_KEY is not set: it is the key that lets one pipeline go on, once, and CircleCI sets it in the jobs of a setup workflow ("setup: true", with dynamic config switched on in the project)',
    )
  }
  if (!(timeout > 0)) throw new Usage('--timeout is not a number of seconds above 0')
  const server = serverOf(io.env.CIRCLECI_URL)
  const configuration = await read(config)
  const values = parameters === undefined ? {} : valuesIn(await read(parameters), parameters)
  const problems = problemsWith(values, { file: config, text: configuration })
  if (problems.length > 0) {
    io.err(`${problems.map(problem => `continue-pipeline: ${problem}`).join('\n')}\nnothing was sent\n`)
    return exit.refused
  }
  const { end, said, tries } = await post(
    { server, key, configuration, parameters: values, timeout },
    { wait: sleep, tell: line => io.err(`continue-pipeline: ${line}\n`) },
  )
  if (end === 'done') io.out(`the pipeline goes on with ${config} (${said})\n`)
  else if (end === 'refused') io.err(`continue-pipeline: ${server} refused to continue: ${said}\n`)
  else io.err(`continue-pipeline: gave up after ${tries} ${tries === 1 ? 'try' : 'tries'}: ${said}\n`)
  return exit[end]
}

function serverOf(url: string | undefined): string {
  if (!url) return 'https://circleci.com'
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Usage(`CIRCLECI_URL "${url}" is not a web address, such as "https://circleci.example.org"`)
  }
  return new URL(url).origin
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Usage(error.code === 'ENOENT' ? `there is no file "${path}"` : `cannot read "${path}": ${error.message}`)
  })
}

function valuesIn(text: string, file: string): Values {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Usage(`"${file}" is not JSON`)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Usage(`"${file}" is not a JSON object of parameters, such as {"web-changed": true}`)
  }
  return parsed as Values
}
