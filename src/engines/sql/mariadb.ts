/** MariaDB's dialect, from version 10.6 on. */

import { mysqlFamily, type Product } from './mysql-family.ts'

const PRODUCT: Product = {
  name: 'mariadb',
  collation: 'utf8mb4_nopad_bin',
  json: 'text',
  scale: 38,
  createsMissing: true,
  returns: true,
}

export const mariadbDialect = mysqlFamily(PRODUCT)
/** For text that a column's character set lacks. */
export const wideMariadbDialect = mysqlFamily(PRODUCT, true)
