/** From driver values to canonical values, and the error a cell has where there is none. */

import type { Value } from '../../base/json.ts'
import { NotCanonical } from '../../model/scalars.ts'
import { unfit } from '../hosted/failure.ts'
import type { Expr, Output } from './dialect.ts'
import type { Context } from './scope.ts'
import { sql } from './text.ts'

/** A column of a statement's result. */
export interface Column extends Output {
  readonly fields: readonly string[]
}

/** What is selected where nothing is asked, because not every product has rows without columns. */
export const NOTHING: Column = { sql: sql`null`, read: () => null, fields: [] }

/** How an expression is selected. */
export function columnFor({ dialect }: Context, expr: Expr): Column {
  return { ...(expr.output ?? dialect.output(expr)), fields: expr.fields }
}

export function decoder({ read, fields }: Column): (raw: unknown) => Value {
  return (raw) => {
    if (raw === null || raw === undefined) return null
    try {
      return read(raw)
    } catch (error) {
      if (!(error instanceof NotCanonical)) throw error
      throw unfit(fields, error)
    }
  }
}
