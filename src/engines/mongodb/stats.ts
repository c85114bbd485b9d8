/** How much a MongoDB database holds, as the server's own statistics tell. */

import type { Db, Document } from 'mongodb'
import type { ServerSessions, Stats, TableStats } from '../../datasource/report.ts'
import { isClassified } from './classify.ts'
import { collectionsOf } from './introspect.ts'

/** Collections of one statement; a pipeline may have a thousand stages. */
const AT_ONCE = 500
/** Questions at the same time, where a server cannot answer about several collections at once. */
const TOGETHER = 4

const MEASURED: Document[] = [
  { $collStats: { storageStats: {} } },
  { $project: { ns: 1, rows: '$storageStats.count', size: '$storageStats.storageSize', indexes: '$storageStats.totalIndexSize' } },
]

interface Measure {
  rows: number
  bytes: number
}

const number = (value: unknown): number | null => (typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null)

export async function statsOfMongodb(db: Db): Promise<Stats> {
  const [listed, whole, server] = await Promise.all([
    collectionsOf(db),
    answered(db.command({ dbStats: 1 })),
    answered(db.admin().command({ serverStatus: 1, repl: 0, metrics: 0, locks: 0, wiredTiger: 0, tcmalloc: 0 })),
  ])
  const names = listed
    .filter(({ name, type }) => type !== 'view' && !name.startsWith('system.'))
    .map(({ name }) => name)
    .sort()
  const measured = await measure(db, names)
  const storage = number(whole?.storageSize)
  return {
    tables: names.map((table): TableStats => {
      const found = measured.get(table)
      // The server counts documents as they come and go, but after a crash, or of a sharded collection, it may be off.
      return { table, rows: found?.rows ?? null, estimated: true, bytes: found?.bytes ?? null }
    }),
    bytes: storage === null ? null : storage + (number(whole?.indexSize) ?? 0),
    sessions: sessionsOf(server),
    // Neither mongodump nor a snapshot of the disk leaves a trace in the server.
    lastBackup: null,
  }
}

function sessionsOf(server: Document | null): ServerSessions | null {
  const current = number(server?.connections?.current)
  const available = number(server?.connections?.available)
  if (current === null) return null
  const used = number(server?.connections?.active) ?? current
  return { used, idle: current - used, max: available === null ? null : current + available }
}

/** One statement however many collections there are; one for each where the server knows no other way. */
async function measure(db: Db, names: readonly string[]): Promise<Map<string, Measure>> {
  const found = new Map<string, Measure>()
  const add = (name: string, rows: unknown, size: unknown, indexes: unknown): void => {
    const at = found.get(name) ?? { rows: 0, bytes: 0 }
    // A sharded collection is told of by each shard.
    found.set(name, { rows: at.rows + (number(rows) ?? 0), bytes: at.bytes + (number(size) ?? 0) + (number(indexes) ?? 0) })
  }
  const prefix = `${db.databaseName}.`
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const [first = '', ...others] = names.slice(at, at + AT_ONCE)
    const union = others.map((coll) => ({ $unionWith: { coll, pipeline: MEASURED } }))
    const rows = await answered(
      db
        .collection(first)
        .aggregate([...MEASURED, ...union])
        .toArray(),
    )
    if (rows === null) return measureEach(db, names)
    for (const { ns, rows: count, size, indexes } of rows) add(String(ns).slice(prefix.length), count, size, indexes)
  }
  return found
}

async function measureEach(db: Db, names: readonly string[]): Promise<Map<string, Measure>> {
  const found = new Map<string, Measure>()
  const left = [...names]
  const work = async (): Promise<void> => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const stats = await answered(db.command({ collStats: name }))
      const rows = number(stats?.count)
      if (rows !== null) found.set(name, { rows, bytes: (number(stats?.storageSize) ?? 0) + (number(stats?.totalIndexSize) ?? 0) })
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, work))
  return found
}

/** Null where the login may not ask this, or the server cannot tell; whoever does not answer at all is no matter of statistics. */
async function answered<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (isClassified(error)) return null
    throw error
  }
}
