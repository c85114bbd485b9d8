/** The SQLite engine: Node's own SQLite in worker threads. */

import type { Engine } from '../datasource/datasource.ts'
import { backupOfSqlite } from './embedded/backup.ts'
import { openSqlite, placeOfSqlite } from './embedded/open.ts'
import { parseSqliteUrl, sqliteOptions } from './embedded/options.ts'
import { sqliteConsole } from './embedded/sqlite-console.ts'
import { holdsInSqlite } from './embedded/sqlite-types.ts'
import { defineTables } from './sql/define.ts'
import { compileRead } from './sql/read.ts'
import { sqliteDialect } from './sql/sqlite.ts'
import { compileWrite } from './sql/write.ts'

export const sqlite: Engine = {
  type: 'sqlite',
  aliases: ['sqlite3'],
  options: sqliteOptions,
  version: '3.45',
  parse: parseSqliteUrl,
  // Decimals are stored as scaled integers of 64 bits.
  capabilities: () => ({
    nest: false,
    transactions: true,
    upsert: 'target',
    identity: true,
    objectId: false,
    decimalPrecision: 18,
    timePrecision: 6,
  }),
  compile: (query, at) => ('kind' in query ? compileWrite(query, at, sqliteDialect) : compileRead(query, at, sqliteDialect)),
  define: (models, at) => defineTables(models, at, sqliteDialect),
  console: (name, settings, options) => sqliteConsole(name, settings, options),
  open: (name, settings, options) => openSqlite(sqlite, name, settings, options),
  backup: (name, settings, options) => backupOfSqlite(name, placeOfSqlite(name, settings, options)),
  holds: holdsInSqlite,
}
