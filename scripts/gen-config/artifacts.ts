import { renderYaml } from '../../config-src/compiler/5-render/yaml.ts'
import { composeOf } from '../../config-src/model/compose.ts'
import { continuationOf } from '../../config-src/model/continuation.ts'
import { lower } from '../../config-src/model/lower.ts'
import type { Plain } from '../../config-src/model/order.ts'
import type { Pipeline } from '../../config-src/model/pipeline.ts'
import { setupOf } from '../../config-src/model/setup.ts'

/** A file that we generate: its path from the root of the repository, and all of its text. */
export interface Artifact {
  readonly path: string
  readonly text: string
}

/** Files in `generated/` that another command of this repository writes: what it would load is not needed here. */
export const writtenElsewhere: readonly string[] = ['generated/deploy-faults.md', 'generated/rules.md']

/** Everything that follows from the records, in the order it is reported. */
export function artifactsOf(pipeline: Pipeline): readonly Artifact[] {
  return [
    yaml('.circleci/config.yml', 'setup.ts', lower(setupOf(pipeline))),
    yaml('generated/config.yml', 'pipeline.ts', lower(continuationOf(pipeline))),
    ...pipeline.environments.map(environment =>
      yaml(`generated/compose.${environment.name}.yml`, 'services.ts', composeOf(pipeline, environment)),
    ),
  ]
}

function yaml(path: string, record: string, data: Plain): Artifact {
  const header = `Generated from config-src/puppetplays/${record} by "npm run gen-config".\nDo not edit: change the records and run it again.`
  return { path, text: renderYaml(data, header) }
}
