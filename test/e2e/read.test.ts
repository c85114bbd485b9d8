/** The read API on the embedded default: three datasources of two engines. */

import { readChecks } from './read-checks.ts'

readChecks('the embedded default', async () => ({}))
