/** All hand-written cases, as data. */

import { filterCases } from './cases-filters.ts'
import { keyedCases } from './cases-keyed.ts'
import { momentCases } from './cases-moments.ts'
import { keyedMomentCases } from './cases-moments-keyed.ts'
import { relationCases } from './cases-relations.ts'
import { totalCases } from './cases-totals.ts'
import type { Case } from './say.ts'

export const cases: readonly Case[] = [...filterCases, ...relationCases, ...totalCases, ...keyedCases, ...momentCases, ...keyedMomentCases]
