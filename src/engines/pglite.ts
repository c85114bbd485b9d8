/** The PGlite engine: PostgreSQL inside the process, in a worker thread. */

import type { Engine } from '../datasource/datasource.ts'
import { backupOfPGlite } from './embedded/backup.ts'
import { openPGlite, placeOfPGlite } from './embedded/open.ts'
import { parsePGliteUrl, pgliteOptions } from './embedded/options.ts'
import { defineTables, settleTables } from './sql/define.ts'
import { postgresDialect } from './sql/postgres.ts'
import { compileRead } from './sql/read.ts'
import { compileWrite } from './sql/write.ts'

export const pglite: Engine = {
  type: 'pglite',
  system: 'postgresql',
  aliases: [],
  options: pgliteOptions,
  version: '18',
  parse: parsePGliteUrl,
  capabilities: () => ({
    nest: false,
    transactions: true,
    upsert: 'target',
    identity: true,
    objectId: false,
    decimalPrecision: 38,
    nameLength: { most: 63, unit: 'bytes' },
    timePrecision: 6,
  }),
  compile: (query, at) => ('kind' in query ? compileWrite(query, at, postgresDialect) : compileRead(query, at, postgresDialect)),
  define: (models, at) => defineTables(models, at, postgresDialect),
  afterLoad: (models, at) => settleTables(models, at, postgresDialect),
  open: (name, settings, options) => openPGlite(pglite, name, settings, options),
  backup: (name, settings, options) => backupOfPGlite(name, placeOfPGlite(name, settings, options)),
}
