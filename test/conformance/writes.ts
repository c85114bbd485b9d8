/** All hand-written writes, as data. */

import { changeCases } from './writes-changes.ts'
import { insertCases } from './writes-inserts.ts'
import { momentCases } from './writes-moments.ts'
import type { WriteCase } from './writes-say.ts'

export const cases: readonly WriteCase[] = [...insertCases, ...changeCases, ...momentCases]
