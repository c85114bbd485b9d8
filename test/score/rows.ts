/** The rows of the score sheet that a run measures, in its order. */

import type { ScoreRow } from './row.ts'
import { audits } from './rows/audits.ts'
import { cancels } from './rows/cancels.ts'
import { escapes } from './rows/console.ts'
import { credentials } from './rows/credentials.ts'
import { cuts } from './rows/cuts.ts'
import { deadline } from './rows/deadline.ts'
import { drain } from './rows/drain.ts'
import { expensive } from './rows/expensive.ts'
import { fuzz } from './rows/fuzz.ts'
import { holes } from './rows/holes.ts'
import { injection } from './rows/injection.ts'
import { isolation } from './rows/isolation.ts'
import { kills } from './rows/kills.ts'
import { overhead } from './rows/overhead.ts'
import { overload } from './rows/overload.ts'
import { partial } from './rows/partial.ts'
import { soak } from './rows/soak.ts'
import { startup } from './rows/startup.ts'

export const ROWS: readonly ScoreRow[] = [
  ...[fuzz, deadline, isolation, partial, kills, holes, cuts, cancels, drain, overload, soak],
  ...[injection, credentials, escapes, audits, expensive, startup, overhead],
]
