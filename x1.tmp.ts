import './config-src/model/lower.ts'
import './config-src/compiler/5-render/yaml.ts'
