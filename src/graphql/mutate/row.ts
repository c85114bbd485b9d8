/** A new row out of its input: its values, the rows that it connects to, and those that are made with it. */

import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { type Catalog, type CatalogModel, type CatalogRelation, fieldAt, modelOf } from '../../model/catalog.ts'
import type { ScalarType } from '../../model/scalars.ts'
import { isRequired } from '../../model/writable.ts'
import type { Connect, NestedRows, NewRow } from '../../plan/mutate/mutation.ts'
import { type Faults, given, type Input, readField, readScalar } from './value.ts'

/** How deep rows may stand in each other. */
const MAX_LEVELS = 5

/** What the row around a new one gives it: the fields, and the name of the relation. */
interface Around {
  readonly fields: readonly string[]
  readonly levels: number
}

/** @param around absent for the row that a mutation is about */
export function readRow(
  catalog: Catalog,
  model: CatalogModel,
  input: Input,
  path: string,
  faults: Faults,
  around: Around = { fields: [], levels: 1 },
): NewRow {
  if (around.levels > MAX_LEVELS)
    throw new GatewayError('QUERY_LIMIT_EXCEEDED', `${path} is nested too deep: at most ${MAX_LEVELS} levels of rows are allowed.`)
  const values = new Map<string, Value>()
  const connect: Connect[] = []
  const create: NestedRows[] = []
  /** Who gives a field, for the case that two do. */
  const givers = new Map(around.fields.map((field) => [field, 'the row around it']))
  const give = (field: string, giver: string, at: string): void => {
    const other = givers.get(field)
    if (other === undefined) givers.set(field, giver)
    else faults.push({ path: at, message: `says what ${other} says already: ${field}` })
  }
  for (const [name, value] of given(input)) {
    const at = `${path}.${name}`
    const field = model.fields.get(name)
    if (field !== undefined) {
      give(name, name, at)
      values.set(name, readField(field, value, at, faults))
      continue
    }
    // A relation that is null is one that is not given.
    if (value === null) continue
    const relation = model.relations.get(name)
    if (relation === undefined) throw new Error(`no field or relation ${model.name}.${name}`)
    if (relation.kind === 'belongsTo') {
      for (const one of relation.fields) give(one, name, at)
      readLink(catalog, relation, value as Input, at, faults, around, connect, create)
    } else create.push({ relation: name, rows: readNested(catalog, relation, value as Input, at, faults, around) })
  }
  for (const field of model.fields.values())
    if (!givers.has(field.name) && isRequired(model, field))
      faults.push({ path: `${path}.${field.name}`, message: missing(model, field.name) })
  return { values, connect, create }
}

function missing(model: CatalogModel, field: string): string {
  const relations = [...model.relations.values()].filter(({ kind, fields }) => kind === 'belongsTo' && fields.includes(field))
  return ['is required', ...relations.map(({ name }) => `${name} would do as well`)].join('; ')
}

function readLink(
  catalog: Catalog,
  relation: CatalogRelation,
  { connect: key, create: row }: Input,
  path: string,
  faults: Faults,
  { levels }: Around,
  connect: Connect[],
  create: NestedRows[],
): void {
  const target = modelOf(catalog, relation.to)
  if (key !== undefined && key !== null) {
    const tuple = target.key.map((field) =>
      readScalar(fieldAt(target, [field]).type as ScalarType, (key as Input)[field], `${path}.connect.${field}`, faults),
    )
    connect.push({ relation: relation.name, key: tuple })
  }
  if (row === undefined || row === null) return
  const rows = [readRow(catalog, target, row as Input, `${path}.create`, faults, { fields: [], levels: levels + 1 })]
  create.push({ relation: relation.name, rows })
}

function readNested(
  catalog: Catalog,
  relation: CatalogRelation,
  { create: inputs }: Input,
  path: string,
  faults: Faults,
  { levels }: Around,
): NewRow[] {
  const target = modelOf(catalog, relation.to)
  const rows = inputs as readonly Input[]
  if (relation.kind === 'hasOne' && rows.length > 1) faults.push({ path: `${path}.create`, message: 'may have one row only' })
  return rows.map((row, i) =>
    readRow(catalog, target, row, `${path}.create[${i}]`, faults, { fields: relation.references, levels: levels + 1 }),
  )
}
