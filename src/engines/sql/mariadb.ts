/** MariaDB's dialect, from version 10.6 on. */

import { mysqlFamily } from './mysql-family.ts'

export const mariadbDialect = mysqlFamily({
  name: 'mariadb',
  collation: 'utf8mb4_nopad_bin',
  json: 'text',
  scale: 38,
  createsMissing: true,
  returns: true,
})
