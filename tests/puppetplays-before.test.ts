import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { reach } from '../config-src/compiler/4-plan/reach.ts'
import { said } from '../config-src/compiler/5-render/diff/names.ts'
import { compile } from '../config-src/compiler/compile.ts'
import { fixtures, readIn } from './fixtures.ts'

const { expanded, profile, diagnostics } = compile(readIn(join(fixtures, 'puppetplays-before'), 'config.yml') ?? '', {
  keepAll: true,
})

/** Which branches reach a job, and which tags, as people are told. */
function whoReaches(name: string): readonly string[] {
  if (!expanded) throw new Error('the fixture is no config')
  const { jobs, languages } = reach({ expanded, profile, fixed: new Map() })
  const job = jobs.find(({ entry }) => entry.name === name)
  const naming = { languages, hints: [] }
  return job ? [said(job.branch.some.must, 'branch', naming), said(job.tag.some.may, 'tag', naming)] : []
}

describe('the pipeline that PuppetPlays had before', () => {
  test('is one that CircleCI takes', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('lets branch release reach staging, though no deploy names it', () => {
    expect(whoReaches('deploy_staging')).toEqual(['branches `develop` and `release`', 'no tag'])
  })

  test('lets master alone reach production', () => {
    expect(whoReaches('deploy_production')).toEqual(['branch `master`', 'no tag'])
  })
})
