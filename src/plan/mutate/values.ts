/** The values that the gateway itself gives to rows: defaults, clocks, identifiers and versions. */

import { objectId, uuidV7 } from '../../base/ids.ts'
import type { Value } from '../../base/json.ts'
import type { CatalogField, CatalogModel } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import { isWholeKey } from '../../model/writable.ts'
import type { BindList } from '../../query/build.ts'
import type { Assign } from '../../query/query.ts'
import type { Change } from './mutation.ts'

/** A moment in the form of a date or dateTime field: in its precision, cut, never rounded up into the future. */
export function momentOf(type: FieldType, now: number): Value {
  const text = new Date(now).toISOString()
  if (type.kind === 'date') return text.slice(0, 10)
  const precision = type.kind === 'dateTime' ? type.precision : 3
  const fraction = text.slice(20, 23).padEnd(precision, '0').slice(0, precision)
  return `${text.slice(0, 19)}${precision === 0 ? '' : `.${fraction}`}Z`
}

/** What a field of a new row holds where nothing was given; undefined: nothing is said of it, so it is null or the database's own. */
export function initial(model: CatalogModel, field: CatalogField, now: number): Value | undefined {
  if (field.onUpdate === 'now' || field.default === 'now') return momentOf(field.type, now)
  if (field.default === 'uuid') return uuidV7(now)
  if (typeof field.default === 'object') return field.default.value
  if (field.type.kind === 'objectId' && isWholeKey(model, field.name)) return objectId(now)
  return undefined
}

/** The version field that the gateway raises. */
export const versionOf = (model: CatalogModel): CatalogField | undefined => [...model.fields.values()].find((field) => field.version)

/** Every field that an update of this model sets beside what was asked. */
export function assignments(model: CatalogModel, set: readonly Change[], now: number, binds: BindList): Assign[] {
  const asked = set.map(({ field, op, value }): Assign => ({ path: [field], op, value: binds.bind(value) }))
  for (const field of model.fields.values())
    if (field.onUpdate === 'now') asked.push({ path: [field.name], op: 'set', value: binds.bind(momentOf(field.type, now)) })
  const version = versionOf(model)
  if (version !== undefined && version.readOnly !== true) asked.push({ path: [version.name], op: 'increment', value: binds.bind(1) })
  return asked
}
