/** The SQL Server engine, from version 2019 on. */

import { GatewayError } from '../base/errors.ts'
import type { Compiled, Engine } from '../datasource/datasource.ts'
import { defineTables } from './sql/define.ts'
import { compileRead } from './sql/read.ts'
import { sqlserverDialect } from './sql/sqlserver.ts'
import { compileWrite } from './sql/write.ts'
import { backupOfSqlServer } from './sqlserver/backup.ts'
import { sqlserverConsole } from './sqlserver/console.ts'
import { openSqlServer } from './sqlserver/open.ts'
import { parseSqlServerUrl, sqlserverOptions } from './sqlserver/options.ts'

/** 2,100 are allowed, of which the text and the declarations are two. */
const MOST_PARAMETERS = 2_098

function checked(compiled: Compiled): Compiled {
  if (compiled.params.length <= MOST_PARAMETERS) return compiled
  throw new GatewayError('QUERY_LIMIT_EXCEEDED', `The query has more than ${MOST_PARAMETERS} values; ask for less at once.`)
}

export const sqlserver: Engine = {
  type: 'sqlserver',
  system: 'microsoft.sql_server',
  aliases: ['mssql'],
  options: sqlserverOptions,
  version: '15',
  parse: parseSqlServerUrl,
  capabilities: () => ({
    nest: false,
    transactions: true,
    identity: true,
    objectId: false,
    decimalPrecision: 38,
    nameLength: { most: 128, unit: 'characters' },
    timePrecision: 6,
  }),
  compile: (query, at) => checked('kind' in query ? compileWrite(query, at, sqlserverDialect) : compileRead(query, at, sqlserverDialect)),
  define: (models, at) => defineTables(models, at, sqlserverDialect),
  console: (name, settings) => sqlserverConsole(name, settings),
  open: (name, settings) => openSqlServer(sqlserver, name, settings),
  backup: backupOfSqlServer,
}
