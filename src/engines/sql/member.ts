/** Semi-joins: whether a row is among bound keys. */

import type { Value } from '../../base/json.ts'
import { type CatalogField, fieldAt } from '../../model/catalog.ts'
import type { Predicate } from '../../query/query.ts'
import { all, among, boundColumn, columnIn, equal, type Scope, unpack } from './scope.ts'
import { hole, join, name, type Sql, sql, word } from './text.ts'

type Member = Extract<Predicate, { kind: 'member' }>

export function member(scope: Scope, of: Member): Sql {
  const { context, model, alias } = scope
  const { dialect } = context
  const fields = of.fields.map((path) => {
    if (path.length > 1) throw new Error('a semi-join goes by the model’s own fields')
    return fieldAt(model, path)
  })
  const own = fields.map((field) => columnIn(alias, model, field.name))
  const types = fields.map(({ type }) => type)
  if (dialect.keyLists === true && own.length === 1) return negatable(of, keyLists(scope, of, fields, own))
  const columns = own.map((_, i) => `k${i}`)
  const rows = unpack(context, of.of, types, columns)
  const named = columns.map((column) => name('m', column))
  if (dialect.tuples === false) {
    const on = named.map((column, i) => {
      const type = types[i] ?? null
      return equal(context, own[i] as Sql, boundColumn(context, column, type), type)
    })
    return sql`${word(of.negated ? 'not ' : '')}exists (select 1 from (${rows}) as ${name('m')} where ${all(on)})`
  }
  const found = among(context, own, types, named, (wanted) =>
    wanted.length === columns.length ? rows : sql`select ${join(wanted)} from (${rows}) as ${name('m')}`,
  )
  return negatable(of, dialect.keyLists === true ? sql`${keyLists(scope, of, fields, own)} and (${found}) is true` : found)
}

/** A null makes it unknown, which is not a member. */
const negatable = ({ negated }: Member, found: Sql): Sql => (negated ? sql`(${found}) is not true` : found)

/** That each column is in the list of what the keys have there; with more than one column that is necessary, not enough. */
function keyLists({ context }: Scope, { of }: Member, fields: readonly CatalogField[], own: readonly Sql[]): Sql {
  const { dialect } = context
  const forms = JSON.stringify(fields.map(({ type }) => type))
  return all(
    fields.map(({ type, nullable }, i) => {
      const list = hole(of.slot, `keys ${i} ${forms}`, (tuples) => {
        const whole = (tuples as readonly (readonly Value[])[]).filter((tuple) => !tuple.includes(null))
        return dialect.encodeList(type, [...new Set(whole.map((tuple) => tuple[i] ?? null))])
      })
      return dialect.inList({ sql: own[i] as Sql, type, nullable, fields: [] }, list)
    }),
  )
}
