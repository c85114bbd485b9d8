/** What the texts inside JSON look like that are values of a type: a cast that fails would fail the statement. */

import type { ScalarType } from '../../model/scalars.ts'

const DAYS = '(0[1-9]|1[0-9]|2[0-8])'
const LEAP = '([0-9][0-9](0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)'
const DATE = `(?!0000)([0-9]{4}-((0[1-9]|1[0-2])-${DAYS}|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|${LEAP}-02-29)`
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
const fraction = (precision: number) => (precision === 0 ? '' : `[.][0-9]{${precision}}`)

/** A regular expression for the whole text, without its anchors; undefined where every text will do. */
export function jsonForm(type: ScalarType): string | undefined {
  switch (type.kind) {
    case 'uuid':
      return '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    case 'bigInt':
      return '-?[0-9]{1,19}'
    case 'decimal':
      return `-?[0-9]{1,38}${type.scale === 0 ? '' : `([.][0-9]{1,${type.scale}})?`}`
    case 'date':
      return DATE
    case 'time':
      return `${CLOCK}${fraction(type.precision)}`
    case 'dateTime':
      return `${DATE}T${CLOCK}${fraction(type.precision)}Z`
    default:
      return undefined
  }
}
