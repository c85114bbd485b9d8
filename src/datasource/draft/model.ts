/** A model while it is drafted. */

import type { Field, Relation } from '../../model/model.ts'
import { KEY_KINDS } from '../../model/scalars.ts'
import type { TableInfo } from '../introspection.ts'

export interface Draft {
  /** Absent where an existing model's table is gone. */
  readonly table: TableInfo | undefined
  /** A person's own: it keeps its names and gets nothing new. */
  readonly existing: boolean
  readonly name: string
  readonly plural: string | undefined
  /** Each with its column. */
  readonly fields: Map<string, Field>
  readonly byColumn: ReadonlyMap<string, string>
  readonly key: readonly string[]
  readonly unique: readonly (readonly string[])[]
  readonly relations: Map<string, Relation>
  readonly comments: string[]
  readonly remarks: Map<string, string>
  readonly left: readonly LeftColumn[]
}

/** A column that no field stands for. */
export interface LeftColumn {
  readonly column: string
  readonly nativeType: string
  readonly reason: string
}

/** The fields of these columns; undefined where one of them has none. */
export function fieldsOf({ byColumn }: Pick<Draft, 'byColumn'>, columns: readonly string[]): readonly string[] | undefined {
  const fields = columns.flatMap((column) => byColumn.get(column) ?? [])
  return fields.length === columns.length && fields.length > 0 ? fields : undefined
}

export const isKeyKind = ({ fields }: Pick<Draft, 'fields'>, name: string): boolean => KEY_KINDS.has(fields.get(name)?.type.kind as never)

/** Whether two groups name the same fields, in whatever order. */
export const sameGroup = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name))
