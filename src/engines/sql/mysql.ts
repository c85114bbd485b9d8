/** MySQL's dialect, from version 8.0.19 on. */

import { mysqlFamily, type Product } from './mysql-family.ts'

const PRODUCT: Product = {
  name: 'mysql',
  collation: 'utf8mb4_0900_bin',
  json: 'type',
  scale: 30,
  createsMissing: false,
  returns: false,
}

export const mysqlDialect = mysqlFamily(PRODUCT)
/** For text that a column's character set lacks. */
export const wideMysqlDialect = mysqlFamily(PRODUCT, true)
