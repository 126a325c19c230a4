import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { compile } from '../config-src/compiler/compile.ts'
import { formatGithub } from '../config-src/compiler/output/github.ts'
import { formatJunit } from '../config-src/compiler/output/junit.ts'
import { formatMarkdown } from '../config-src/compiler/output/markdown.ts'
import { formatSarif } from '../config-src/compiler/output/sarif.ts'
import { aboutRule } from '../config-src/compiler/rules/explain.ts'
import { rules } from '../config-src/compiler/rules/list.ts'
import { expectText, fixtures, readIn } from './fixtures.ts'

const folder = join(fixtures, 'formats')
const text = readIn(folder, 'input.yml') ?? ''
const file = 'dir with blank/config.yml'
const { diagnostics } = compile(text, { file, rules: { rules, level: 'default' } })

const place = {
  type: 'object',
  required: ['physicalLocation'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: 0 },
    message: { $ref: '#/definitions/message' },
    physicalLocation: {
      type: 'object',
      required: ['artifactLocation', 'region'],
      additionalProperties: false,
      properties: { artifactLocation: { $ref: '#/definitions/artifact' }, region: { $ref: '#/definitions/region' } },
    },
  },
}
const positive = { type: 'integer', minimum: 1 }
const region = {
  type: 'object',
  required: ['startLine', 'startColumn', 'endLine', 'endColumn'],
  additionalProperties: false,
  properties: { startLine: positive, startColumn: positive, endLine: positive, endColumn: positive },
}
const words = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string' }, markdown: { type: 'string' } },
}

/** The part of SARIF 2.1.0 that is written here, after the standard's own text (sections 3.13 to 3.57). */
const sarif = {
  definitions: {
    place,
    region,
    message: words,
    artifact: {
      type: 'object',
      required: ['uri'],
      additionalProperties: false,
      properties: { uri: { type: 'string', pattern: '^[^\\s\\\\]+$' } },
    },
    list: { type: 'array', minItems: 1, uniqueItems: true, items: { $ref: '#/definitions/place' } },
  },
  type: 'object',
  required: ['version', 'runs', '$schema'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            additionalProperties: false,
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                additionalProperties: false,
                properties: {
                  name: { type: 'string' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: { type: 'string' },
                        shortDescription: { $ref: '#/definitions/message' },
                        help: { $ref: '#/definitions/message' },
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message', 'ruleId', 'locations'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: { $ref: '#/definitions/message' },
                locations: { $ref: '#/definitions/list' },
                relatedLocations: { $ref: '#/definitions/list' },
                codeFlows: { type: 'array', minItems: 1 },
                fixes: { type: 'array', minItems: 1 },
              },
            },
          },
        },
      },
    },
  },
}

describe('complaints as', () => {
  test('SARIF 2.1.0', () => {
    const written = formatSarif(diagnostics, id => aboutRule(id, rules))
    const valid = new Ajv({ strict: false }).compile(sarif)
    const log = JSON.parse(written)
    valid(log)
    expect(valid.errors ?? []).toEqual([])
    const [run] = log.runs
    expect(run.results).toHaveLength(diagnostics.length)
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId)
    // Viewers draw related places as a flow that ends at the complaint.
    for (const { relatedLocations = [], codeFlows, locations } of run.results) {
      if (relatedLocations.length === 0) continue
      const flow = codeFlows[0].threadFlows[0].locations
      expect(flow).toHaveLength(relatedLocations.length + 1)
      expect(flow.at(-1).location.physicalLocation).toEqual(locations[0].physicalLocation)
    }
    const short = JSON.stringify({ ...log, runs: [{ ...run, tool: { driver: { name: 'circlec' } } }] }, null, 2)
    expectText(folder, 'results.sarif', `${short}\n`)
  })

  test('workflow commands of GitHub', () => expectText(folder, 'github.txt', formatGithub(diagnostics)))
  test('JUnit XML', () => expectText(folder, 'junit.xml', formatJunit(diagnostics, [file, 'clean.yml'])))
  test('Markdown', () => expectText(folder, 'comment.md', formatMarkdown(diagnostics, [file])))
  test('Markdown, where there are none', () => expect(formatMarkdown([], [file])).toBe('No problems in 1 file.\n'))
})
