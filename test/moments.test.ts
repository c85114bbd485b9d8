/** Keys of days, times, moments and decimals on the embedded engines. */

import { momentChecks } from './moment-checks.ts'

momentChecks('PGlite and SQLite', async () => ({ DATABASES__main__DB_TYPE: 'pglite', DATABASES__other__DB_TYPE: 'sqlite' }))
momentChecks('SQLite and PGlite', async () => ({ DATABASES__main__DB_TYPE: 'sqlite', DATABASES__other__DB_TYPE: 'pglite' }))
