/** What a database holds, as far as its documents tell: a sample of each collection becomes columns. */

import type { Db } from 'mongodb'
import type { IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'

export async function introspectCollections(_db: Db, _options: IntrospectOptions): Promise<readonly TableInfo[]> {
  return []
}
