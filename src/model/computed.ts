/** The expressions of computed fields: exact arithmetic over fields of the same row. */

export type Expression =
  | { readonly kind: 'field'; readonly path: readonly [string, ...string[]] }
  /** A constant, as decimal text. */
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'math'; readonly op: 'add' | 'sub' | 'mul'; readonly left: Expression; readonly right: Expression }

export const field = (...path: [string, ...string[]]): Expression => ({ kind: 'field', path })
/** @param text a decimal number, such as '1' or '0.25' */
export const value = (text: string): Expression => ({ kind: 'value', value: text })
export const add = (left: Expression, right: Expression): Expression => ({ kind: 'math', op: 'add', left, right })
export const sub = (left: Expression, right: Expression): Expression => ({ kind: 'math', op: 'sub', left, right })
export const mul = (left: Expression, right: Expression): Expression => ({ kind: 'math', op: 'mul', left, right })
