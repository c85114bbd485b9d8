/** The MariaDB engine, from version 10.6 on. */

import type { Engine } from '../datasource/datasource.ts'
import { backupOfMysql } from './mysql/backup.ts'
import { mysqlConsole } from './mysql/console.ts'
import { MARIADB, openMysql } from './mysql/open.ts'
import { mariadbOptions, parseMariadbUrl } from './mysql/options.ts'
import { defineTables } from './sql/define.ts'
import { mariadbDialect, wideMariadbDialect } from './sql/mariadb.ts'
import { inTwoWays } from './sql/mysql-family.ts'
import { compileRead } from './sql/read.ts'
import { compileWrite } from './sql/write.ts'

export const mariadb: Engine = {
  type: 'mariadb',
  aliases: [],
  options: mariadbOptions,
  version: '10.6',
  parse: parseMariadbUrl,
  capabilities: () => ({
    ...{ nest: false, transactions: true, transactionalDdl: false, identity: true, objectId: false },
    ...{ decimalPrecision: 38, nameLength: { most: 64, unit: 'characters' }, timePrecision: 6 },
  }),
  compile: (query, at) =>
    inTwoWays(
      (dialect) => ('kind' in query ? compileWrite(query, at, dialect) : compileRead(query, at, dialect)),
      mariadbDialect,
      wideMariadbDialect,
    ),
  define: (models, at) => defineTables(models, at, mariadbDialect),
  console: (name, settings) => mysqlConsole(MARIADB, name, settings),
  open: (name, settings) => openMysql(mariadb, MARIADB, name, settings),
  backup: (name, settings) => backupOfMysql(name, settings, true),
}
