/** The PostgreSQL engine, from version 13 on. */

import type { Engine } from '../datasource/datasource.ts'
import { backupOfPostgres } from './postgres/backup.ts'
import { postgresConsole } from './postgres/console.ts'
import { openPostgres } from './postgres/open.ts'
import { parsePostgresUrl, postgresOptions } from './postgres/options.ts'
import { defineTables, settleTables } from './sql/define.ts'
import { postgresDialect } from './sql/postgres.ts'
import { compileRead } from './sql/read.ts'
import { compileWrite } from './sql/write.ts'

export const postgres: Engine = {
  type: 'postgres',
  system: 'postgresql',
  aliases: ['postgresql', 'pg'],
  options: postgresOptions,
  version: '13',
  parse: parsePostgresUrl,
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
  console: (name, settings) => postgresConsole(name, settings),
  open: (name, settings) => openPostgres(postgres, name, settings),
  backup: backupOfPostgres,
}
