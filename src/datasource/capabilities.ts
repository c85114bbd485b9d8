/** What engines can and cannot do: flags that steer plans, and the check of models against them. */

import type { CatalogModel } from '../model/catalog.ts'
import type { FieldType } from '../model/model.ts'
import { columnOfField, SNAKE_CASE, sourceOf } from './naming.ts'

export interface Capabilities {
  /** Related rows of one datasource come inside their parents' statement (level 1). */
  readonly nest: boolean
  readonly transactions: boolean
  /** False where creating a table commits the transaction it stands in. Absent: tables are created and rolled back like rows. */
  readonly transactionalDdl?: boolean
  /** `target`: an insert that meets its conflict's target, and no other unique group, updates the row that is there. Absent: it cannot. */
  readonly upsert?: 'target'
  /** `one`: the keys that the database makes come back from an insert of one row only. Absent: from any. */
  readonly returns?: 'one'
  /** False where the database lets a row refer to one that is not there; whoever writes then looks for himself. */
  readonly foreignKeys?: false
  /** The database numbers rows. */
  readonly identity: boolean
  readonly objectId: boolean
  /** The most digits an exact number may have. */
  readonly decimalPrecision: number
  /** The most of them that may stand behind the point; absent: all. */
  readonly decimalScale?: number
  /** Fraction digits of a second that are kept. */
  readonly timePrecision: number
  /** How long the name of a table or column may be; absent: as long as it likes. A name that is cut may be another one's. */
  readonly nameLength?: { readonly most: number; readonly unit: 'bytes' | 'characters' }
}

/** Why this engine cannot hold this model, in words with the remedy; empty when it can. */
export function lacks(model: CatalogModel, can: Capabilities, engine: string): string[] {
  const reasons: string[] = []
  const check = (path: string, type: FieldType): void => {
    if (type.kind === 'list') check(path, type.of)
    if (type.kind === 'object') for (const [name, field] of Object.entries(type.fields)) check(`${path}.${name}`, field.type)
    if (type.kind === 'objectId' && !can.objectId)
      reasons.push(`${model.name}.${path} is an objectId, which ${engine} has not; use uuid or string.`)
    if (type.kind === 'decimal' && type.scale > (can.decimalScale ?? type.scale))
      reasons.push(
        `${model.name}.${path} has ${type.scale} digits behind the point; ${engine} keeps ${can.decimalScale}. Lower the scale or bind the model elsewhere.`,
      )
    if (type.kind === 'decimal' && type.precision > can.decimalPrecision)
      reasons.push(
        `${model.name}.${path} has ${type.precision} digits; ${engine} keeps ${can.decimalPrecision} exactly. Lower the precision or bind the model elsewhere.`,
      )
    if ((type.kind === 'time' || type.kind === 'dateTime') && type.precision > can.timePrecision)
      reasons.push(
        `${model.name}.${path} keeps ${type.precision} digits of a second; ${engine} keeps ${can.timePrecision}. Lower the precision.`,
      )
  }
  const { nameLength } = can
  const fits = (what: string, physical: string, remedy: string): void => {
    if (nameLength === undefined) return
    const length = nameLength.unit === 'bytes' ? Buffer.byteLength(physical) : physical.length
    if (length > nameLength.most)
      reasons.push(`${what}, ${physical}, has ${length} ${nameLength.unit}; ${engine} takes ${nameLength.most}. ${remedy}`)
  }
  fits(`The name of the table of ${model.name}`, sourceOf(model, SNAKE_CASE), 'Give the model a shorter source.')
  if (model.schema !== undefined) fits(`The name of the schema of ${model.name}`, model.schema, 'Use a schema with a shorter name.')
  for (const [name, field] of model.fields) {
    if (field.computed === undefined) {
      check(name, field.type)
      fits(`The name of the column of ${model.name}.${name}`, columnOfField(name, field, SNAKE_CASE), 'Give the field a shorter column.')
    }
    if (field.generated === 'identity' && !can.identity)
      reasons.push(`${model.name}.${name} is numbered by the database, which ${engine} cannot; use uuid({ default: 'uuid' }).`)
  }
  return reasons
}
