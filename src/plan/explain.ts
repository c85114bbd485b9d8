/** A plan as operators read it: its statements in the order in which they run, what each waits for, and what ties it to others. */

import type { Value } from '../base/json.ts'
import type { Compiled, Datasource } from '../datasource/datasource.ts'
import type { Operand, Path, Read } from '../query/query.ts'
import { fillKey } from './execute.ts'
import type { Fetch, Fill, Join } from './plan.ts'

/** What a statement is for. */
export type Purpose =
  /** The rows of a root field. */
  | 'ROOT'
  /** The related rows of all rows of another statement. */
  | 'RELATION'
  /** The pairs of a many-to-many relation whose middle lives elsewhere. */
  | 'PAIRS'
  /** The keys of another datasource that a filter compares with. */
  | 'SEMI_JOIN'
  /** The values of another datasource that rows are sorted, grouped or filtered by. */
  | 'LOOKUP'

export interface PlanStep {
  /** From 1 on, in the order of the list. */
  readonly number: number
  /** Statements of one level run side by side, after those of the levels before. */
  readonly level: number
  readonly purpose: Purpose
  /** The response keys of the root fields it is for. */
  readonly fields: Set<string>
  readonly datasource: string
  readonly engine: string
  readonly model: string
  /** The engine's own text; a value of the operation is a slot in it. */
  readonly statement: string
  /** The statements whose rows it needs. */
  readonly needs: readonly number[]
  /** How it is tied to the statement that it is for; null where it is not asked by keys. */
  readonly keys: PlanKeys | null
  /** Rows at most: of a page one more, which tells whether there is another. Counted per key where it is asked by keys; null where nothing but maxRows limits it. */
  readonly limit: number | null
  readonly maxRows: number
  /** Keys that one operation may carry to another datasource; null where none are carried. */
  readonly maxKeys: number | null
}

export interface PlanKeys {
  /** Of the statement that gives the keys; none where the operation itself does. */
  readonly from: readonly string[]
  /** Of this statement's model. */
  readonly to: readonly string[]
}

export interface ExplainEnv {
  datasource(name: string): Datasource
  compile(datasource: Datasource, read: Read): Compiled
  readonly maxRows: number
  readonly crossKeys: number
}

/** A plan, what it starts from, and the root fields it is for. */
export interface Planned {
  readonly fetch: Fetch
  readonly binds: readonly Value[]
  readonly fields: readonly string[]
}

/** A step with the last level that it, or anything that hangs on it, takes. */
interface Walked {
  readonly step: PlanStep
  readonly last: number
}

/**
 * The steps of all plans of one operation, which run side by side. Compiles and asks nothing.
 * @throws GatewayError where an engine cannot put a read into words
 */
export function explainPlans(plans: readonly Planned[], env: ExplainEnv): readonly PlanStep[] {
  const steps: PlanStep[] = []
  const fills = new Map<string, Walked>()
  for (const plan of plans) explainPlan(plan, env, steps, fills)
  return steps
}

function explainPlan({ fetch, binds, fields }: Planned, env: ExplainEnv, steps: PlanStep[], fills: Map<string, Walked>): void {
  const add = (of: Fetch, level: number, purpose: Purpose, needs: readonly number[], keys: PlanKeys | null): PlanStep => {
    const datasource = env.datasource(of.datasource)
    const { text } = env.compile(datasource, of.read)
    const { limit } = of.read.page ?? {}
    const rows = limit === undefined ? undefined : binds[limit.slot]
    const step: PlanStep = {
      number: steps.length + 1,
      level,
      purpose,
      fields: new Set(fields),
      datasource: of.datasource,
      engine: datasource.engine.type,
      model: of.read.model,
      statement: typeof text === 'string' ? text : JSON.stringify(text),
      needs,
      keys,
      limit: typeof rows === 'number' ? rows : null,
      maxRows: env.maxRows,
      maxKeys: purpose === 'SEMI_JOIN' ? env.crossKeys : null,
    }
    steps.push(step)
    return step
  }

  const walk = (of: Fetch, level: number, purpose: Purpose, needs: readonly number[], keys: PlanKeys | null): Walked => {
    const needed = [...needs]
    let start = level
    for (const stage of of.stages) {
      const filled = stage.map((fill) => walkFill(fill, start, needs))
      needed.push(...filled.map(({ step }) => step.number))
      start = Math.max(start, ...filled.map(({ last }) => last + 1))
    }
    const step = add(of, start, purpose, needed, keys)
    return { step, last: Math.max(start, ...of.joins.map((join) => walkJoin(of, join, step))) }
  }

  const walkFill = (fill: Fill, level: number, needs: readonly number[]): Walked => {
    const purpose = fill.kind === 'keys' ? 'SEMI_JOIN' : 'LOOKUP'
    // Below a relation it depends on keys that only the run knows; above, what several need alike is fetched once.
    if (needs.length > 0) return walk(fill.from, level, purpose, needs, null)
    const key = fillKey(fill, binds)
    const walked = fills.get(key) ?? walk(fill.from, level, purpose, needs, null)
    fills.set(key, walked)
    for (const field of fields) walked.step.fields.add(field)
    return walked
  }

  const walkJoin = (parent: Fetch, { parentColumns, bridge, fetch: child }: Join, from: PlanStep): number => {
    const near = parentColumns.map((column) => nameOf(parent.read.select[column]))
    if (bridge === undefined) return walk(child, from.level + 1, 'RELATION', [from.number], { from: near, to: matched(child.read) }).last
    const pairs = walk(bridge.fetch, from.level + 1, 'PAIRS', [from.number], { from: near, to: matched(bridge.fetch.read) })
    const far = bridge.fetch.read.select.map(nameOf)
    return walk(child, pairs.last + 1, 'RELATION', [from.number, pairs.step.number], { from: far, to: matched(child.read) }).last
  }

  walk(fetch, 1, 'ROOT', [], fetch.read.each === undefined ? null : { from: [], to: matched(fetch.read) })
}

/** The fields by which a read is asked per key; those of the model between where there is one. */
function matched({ each }: Read): readonly string[] {
  const paths: readonly Path[] = each?.through?.near ?? each?.on ?? []
  return paths.map((path) => path.join('.'))
}

function nameOf(item: Read['select'][number] | undefined): string {
  if (item?.kind !== 'value') return '?'
  return operandName(item.of)
}

const operandName = (of: Operand): string => (of.kind === 'field' ? [...of.via, ...of.path].join('.') : of.kind)

/** For people: one paragraph per statement. */
export function planText(steps: readonly PlanStep[]): string {
  if (steps.length === 0) return 'No database is asked.'
  const levels = Math.max(...steps.map(({ level }) => level))
  const head = `${count(steps.length, 'statement')} in ${count(levels, 'level')}; those of one level run side by side.`
  return [head, ...steps.map(stepText)].join('\n\n')
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

const PURPOSES: Readonly<Record<Purpose, string>> = {
  ROOT: 'the rows of',
  RELATION: 'related rows:',
  PAIRS: 'pairs of a many-to-many relation:',
  SEMI_JOIN: 'keys for a filter:',
  LOOKUP: 'values to sort, group or filter by:',
}

function stepText(step: PlanStep): string {
  const { number, level, purpose, datasource, engine, model, statement, needs, keys, limit, maxRows, maxKeys, fields } = step
  const notes = [
    `for ${[...fields].join(', ')}`,
    ...(needs.length === 0 ? [] : [`after ${needs.join(' and ')}`]),
    ...(keys === null ? [] : [keys.from.length === 0 ? `by ${keys.to.join(', ')}` : `${keys.to.join(', ')} = ${keys.from.join(', ')}`]),
    limit === null ? `at most ${maxRows} rows` : `at most ${limit} rows${keys === null ? '' : ' per key'}`,
    ...(maxKeys === null ? [] : [`at most ${maxKeys} keys`]),
  ]
  return `${number}. level ${level}, ${datasource} (${engine}): ${PURPOSES[purpose]} ${model}\n   ${notes.join('; ')}\n   ${statement}`
}
