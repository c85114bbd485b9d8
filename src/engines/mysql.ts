/** The MySQL engine, from version 8.0.19 on. */

import type { Engine } from '../datasource/datasource.ts'
import { backupOfMysql } from './mysql/backup.ts'
import { mysqlConsole } from './mysql/console.ts'
import { MYSQL, openMysql } from './mysql/open.ts'
import { mysqlOptions, parseMysqlUrl } from './mysql/options.ts'
import { defineTables } from './sql/define.ts'
import { mysqlDialect, wideMysqlDialect } from './sql/mysql.ts'
import { inTwoWays } from './sql/mysql-family.ts'
import { compileRead } from './sql/read.ts'
import { compileWrite } from './sql/write.ts'

export const mysql: Engine = {
  type: 'mysql',
  aliases: ['mysql2'],
  options: mysqlOptions,
  version: '8.0.19',
  parse: parseMysqlUrl,
  capabilities: () => ({
    ...{ nest: false, transactions: true, transactionalDdl: false, returns: 'one', identity: true, objectId: false },
    ...{ decimalPrecision: 38, decimalScale: 30, nameLength: { most: 64, unit: 'characters' }, timePrecision: 6 },
  }),
  compile: (query, at) =>
    inTwoWays(
      (dialect) => ('kind' in query ? compileWrite(query, at, dialect) : compileRead(query, at, dialect)),
      mysqlDialect,
      wideMysqlDialect,
    ),
  define: (models, at) => defineTables(models, at, mysqlDialect),
  console: (name, settings) => mysqlConsole(MYSQL, name, settings),
  open: (name, settings) => openMysql(mysql, MYSQL, name, settings),
  backup: (name, settings) => backupOfMysql(name, settings, false),
}
