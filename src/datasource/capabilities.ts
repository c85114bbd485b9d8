/** What engines can and cannot do: flags that steer plans, and the check of models against them. */

import type { CatalogModel } from '../model/catalog.ts'
import type { FieldType } from '../model/model.ts'

export interface Capabilities {
  /** Related rows of one datasource come inside their parents' statement (level 1). */
  readonly nest: boolean
  readonly transactions: boolean
  /** False where creating a table commits the transaction it stands in. Absent: tables are created and rolled back like rows. */
  readonly transactionalDdl?: boolean
  /** The database numbers rows. */
  readonly identity: boolean
  readonly objectId: boolean
  /** The most digits an exact number may have. */
  readonly decimalPrecision: number
  /** Fraction digits of a second that are kept. */
  readonly timePrecision: number
}

/** Why this engine cannot hold this model, in words with the remedy; empty when it can. */
export function lacks(model: CatalogModel, can: Capabilities, engine: string): string[] {
  const reasons: string[] = []
  const check = (path: string, type: FieldType): void => {
    if (type.kind === 'list') check(path, type.of)
    if (type.kind === 'object') for (const [name, field] of Object.entries(type.fields)) check(`${path}.${name}`, field.type)
    if (type.kind === 'objectId' && !can.objectId)
      reasons.push(`${model.name}.${path} is an objectId, which ${engine} has not; use uuid or string.`)
    if (type.kind === 'decimal' && type.precision > can.decimalPrecision)
      reasons.push(
        `${model.name}.${path} has ${type.precision} digits; ${engine} keeps ${can.decimalPrecision} exactly. Lower the precision or bind the model elsewhere.`,
      )
    if ((type.kind === 'time' || type.kind === 'dateTime') && type.precision > can.timePrecision)
      reasons.push(
        `${model.name}.${path} keeps ${type.precision} digits of a second; ${engine} keeps ${can.timePrecision}. Lower the precision.`,
      )
  }
  for (const [name, field] of model.fields) {
    if (field.computed === undefined) check(name, field.type)
    if (field.generated === 'identity' && !can.identity)
      reasons.push(`${model.name}.${name} is numbered by the database, which ${engine} cannot; use uuid({ default: 'uuid' }).`)
  }
  return reasons
}
