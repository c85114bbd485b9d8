/** Live datasources on SQLite and PGlite: where each keeps its data, how many threads it may have, what its driver takes. */

import { join, resolve } from 'node:path'
import type { Datasource, Engine, OpenOptions, Settings } from '../../datasource/datasource.ts'
import { type HostedOptions, hostedDatasource } from '../hosted/datasource.ts'
import { introspectPostgres } from '../postgres/introspect.ts'
import { statsOfPostgres } from '../postgres/stats.ts'
import { bindText } from '../sql/postgres-values.ts'
import { checkedColumns, isRead } from '../sql/sqlstate.ts'
import { claimFolder } from './folder.ts'
import { createHost } from './host.ts'
import { MEMORY } from './options.ts'
import type { PGliteWorkerData } from './pglite-worker.ts'
import { claimFile } from './sqlite-file.ts'
import { introspectSqlite } from './sqlite-introspect.ts'
import { statsOfSqlite } from './sqlite-stats.ts'
import { mayWrite } from './sqlite-text.ts'
import type { SqliteWorkerData } from './sqlite-worker.ts'

const nothingToClaim = () => ({ release() {} })
const collationOf = (settings: Settings) => (settings.COLLATION === 'binary' ? 'binary' : 'native')

/** The file, absolute; null: in memory. */
export function placeOfSqlite(name: string, settings: Settings, { dataDir }: OpenOptions): string | null {
  const given = settings.DB_FILE || settings.DB_NAME
  return given === MEMORY ? null : resolve(String(given || join(dataDir, `${name}.sqlite`)))
}

/** The folder, absolute; null: in memory. */
export function placeOfPGlite(name: string, settings: Settings, { dataDir }: OpenOptions): string | null {
  return settings.DB_FOLDER === MEMORY ? null : resolve(String(settings.DB_FOLDER || join(dataDir, name)))
}

/** Node's own SQLite, on a file or in memory. */
export function openSqlite(engine: Engine, name: string, settings: Settings, { dataDir }: OpenOptions): Datasource {
  const place = placeOfSqlite(name, settings, { dataDir })
  const inMemory = place === null
  const file = place ?? MEMORY
  const readOnly = settings.READ_ONLY === true
  const workerData: SqliteWorkerData = { file, readOnly }
  const host = createHost({
    name,
    file: new URL('./sqlite-worker.ts', import.meta.url),
    workerData,
    // Every connection to memory is a database of its own.
    size: inMemory ? 1 : Math.max(1, Number(settings.POOL__MAX ?? 2)),
    reserve: inMemory ? 0 : 1,
    exclusive: false,
    interruptible: false,
    // Giving up a thread loses what it has in memory.
    patience: inMemory ? 2_000 : 250,
    storage: inMemory ? `The memory of ${name}` : `The file ${file}`,
    claim: inMemory ? nothingToClaim : () => claimFile(file, readOnly, name),
  })
  return hostedDatasource({
    name,
    engine,
    capabilities: engine.capabilities(settings),
    collation: collationOf(settings),
    version: String(settings.SERVER_VERSION ?? engine.version),
    host,
    bind: bindSqlite,
    writes: mayWrite,
    columnsOf: referringColumns,
    // What it is called is the path of its file, which is nobody's business.
    test: 'select 1, null',
    introspect: introspectSqlite,
    stats: statsOfSqlite,
  })
}

/** PGlite, in a folder or in memory: one session, and two instances on one folder would corrupt it. */
export function openPGlite(engine: Engine, name: string, settings: Settings, { dataDir }: OpenOptions): Datasource {
  const folder = placeOfPGlite(name, settings, { dataDir })
  const workerData: PGliteWorkerData = { folder }
  const host = createHost({
    name,
    file: new URL('./pglite-worker.ts', import.meta.url),
    workerData,
    size: 1,
    reserve: 0,
    exclusive: folder !== null,
    interruptible: true,
    patience: folder === null ? 2_000 : 500,
    storage: folder === null ? `The memory of ${name}` : `The folder ${folder}`,
    claim: folder === null ? nothingToClaim : () => claimFolder(folder, name),
  })
  return hostedDatasource({
    name,
    engine,
    capabilities: engine.capabilities(settings),
    collation: collationOf(settings),
    version: engine.version,
    host,
    bind: bindText,
    writes: (statement) => !isRead(statement),
    columnsOf: checkedColumns,
    failureEnds: true,
    test: 'select 1, current_database()',
    introspect: introspectPostgres,
    stats: (query) => statsOfPostgres(query, false),
  })
}

/** SQLite tells of a violated reference that it is one, no more: it is known where an inserted row has no other. */
const referringColumns: HostedOptions['columnsOf'] = (code, _violated, { kind, table }) =>
  code === 'FOREIGN_KEY_VIOLATION' && kind === 'insert'
    ? {
        text: 'select f."from" from pragma_foreign_key_list(?1) as f where (select count(distinct id) from pragma_foreign_key_list(?1)) = 1 order by f.seq',
        params: [table],
      }
    : null

/** SQLite has no booleans and no dates; what else it cannot take is a fault of the encoder. */
function bindSqlite(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array)
    return value
  throw new Error(`SQLite cannot bind a value of type ${typeof value}`)
}
