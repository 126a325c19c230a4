import type { Alias, Definition, ElementKind, Library, Orb, OrbReference } from '../2-resolve/config.ts'
import { quote } from '../2-resolve/match.ts'
import type { Diagnostic, RuleId, Span } from '../diagnostics/diagnostic.ts'
import { didYouMean, listed, suggest } from '../diagnostics/suggest.ts'

/** What a name stands for in a scope. */
export type Lookup =
  | { readonly is: 'found'; readonly definition: Definition }
  | { readonly is: 'opaque'; readonly reference: OrbReference }
  | { readonly is: 'broken' }
  | Missing

/** A name that stands for nothing; `span` is where that is said, if it is not where the name is used (S8.12). */
export interface Missing {
  readonly is: 'missing'
  readonly rule: RuleId
  readonly message: string
  /** Made when somebody is told: most names that are looked up and not found are built-in steps. */
  readonly help?: () => string | undefined
  readonly span?: Span
}

/** What is said of a name that stands for nothing, used at a place. */
export function notFound({ rule, message, help, span }: Missing, at: Span): Diagnostic {
  const related = span && span !== at ? [{ message: 'it is used here', span: at }] : []
  const remedy = help?.()
  return {
    rule,
    severity: 'error',
    message,
    span: span ?? at,
    related,
    ...(remedy === undefined ? {} : { help: remedy }),
  }
}

const undefinedRules = {
  command: 'step/unknown-command',
  executor: 'executor/undefined',
  job: 'workflow/unknown-job',
} as const

/** Finds a command, a job or an executor by the name used in a scope (S8.8 to S8.10), through names that stand for others (S8.12). */
export function lookup(home: Library, kind: ElementKind, name: string): Lookup {
  return follow({ home, kind, name, seen: [] })
}

/** The most names in a row that may stand for each other. */
const mostNames = 100

interface Search {
  readonly home: Library
  readonly kind: ElementKind
  readonly name: string
  readonly seen: readonly unknown[]
}

function follow(search: Search): Lookup {
  const { home, kind, name, seen } = search
  const slash = name.indexOf('/')
  const local = elements(home, kind).get(name)
  if (local === undefined && slash > 0) return inOrb(search, name.slice(0, slash), name.slice(slash + 1))
  if (local === undefined) return missing(search)
  if (local.is === 'definition') return { is: 'found', definition: local }
  if (local.is === 'broken') return local
  if (seen.includes(local) || seen.length > mostNames) {
    const isCircle = seen.includes(local)
    return {
      is: 'missing',
      rule: 'names/circle',
      message: isCircle
        ? `${kind} "${name}" stands for itself: the names form a circle`
        : `${kind} "${name}" stands for another one, and that for another, more than ${mostNames} times`,
      span: local.target.span,
    }
  }
  if (kind !== 'executor' && !/^[^/]+\/[^/]+$/.test(local.target.text)) return malformed(local)
  const found = follow({ home, kind, name: local.target.text, seen: [...seen, local] })
  return found.is === 'missing' ? { span: local.target.span, ...found } : found
}

/** A command or a job that is a text names an element of an orb (S8.12). */
function malformed({ kind, name, target }: Alias): Missing {
  const local = `${quote(target.text)} cannot be one: expected alias/${kind}`
  return {
    is: 'missing',
    rule: 'names/bad-alias',
    message: `${kind} "${name}" is a text, which must name a ${kind} of an orb: ${local}`,
    help: () => `write a map with steps to define the ${kind} here`,
    span: target.span,
  }
}

function elements(home: Library, kind: ElementKind): Library['jobs'] {
  return kind === 'command' ? home.commands : kind === 'executor' ? home.executors : home.jobs
}

function inOrb(search: Search, alias: string, member: string): Lookup {
  const { home, kind, name } = search
  const orb = home.orbs.get(alias)
  if (!orb) {
    return {
      is: 'missing',
      rule: 'orb/unknown-alias',
      message: `Cannot find orb '${alias}' looking for ${kind} named '${name}'`,
      help: () => {
        const near = suggest(alias, [...home.orbs.keys()])
        return near
          ? `did you mean "${near}/${member}"?`
          : `import it under "orbs": ${alias}: namespace/${alias}@version`
      },
    }
  }
  if (orb.is === 'opaque') return { is: 'opaque', reference: orb.reference }
  if (orb.is !== 'open') return { is: 'broken' }
  return member.includes('/') ? noMember(search, orb, member) : inLibrary(search, orb, member)
}

function inLibrary(search: Search, orb: Orb & { is: 'open' }, member: string): Lookup {
  if (!elements(orb.library, search.kind).has(member)) return noMember(search, orb, member)
  return follow({ ...search, home: orb.library, name: member })
}

function noMember({ kind, name }: Search, orb: Orb & { is: 'open' }, member: string): Lookup {
  return {
    is: 'missing',
    rule: 'orb/unknown-member',
    message: `Cannot find a definition for ${kind} named ${name}: ${orb.library.title} has no ${kind} "${member}"`,
    help: () => {
      const known = [...elements(orb.library, kind).keys()]
      const near = suggest(member, known)
      return near ? `did you mean "${orb.alias}/${near}"?` : `it has: ${listed(known)}`
    },
  }
}

function missing({ home, kind, name }: Search): Lookup {
  const where = home.isOrb ? ` in ${home.title}` : ''
  return {
    is: 'missing',
    rule: undefinedRules[kind],
    message: `Cannot find a definition for ${kind} named ${name}${where}`,
    help: () => didYouMean(name, [...elements(home, kind).keys()]),
  }
}
