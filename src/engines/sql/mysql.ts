/** MySQL's dialect, from version 8.0.19 on. */

import { mysqlFamily } from './mysql-family.ts'

export const mysqlDialect = mysqlFamily({
  name: 'mysql',
  collation: 'utf8mb4_0900_bin',
  json: 'type',
  scale: 30,
  createsMissing: false,
  returns: false,
})
