/** Writes on every embedded engine: what becomes of them, and what then stands in the tables, as the memory engine has it. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Datasource } from '../../src/datasource/datasource.ts'
import { concurrentWriters } from './concurrent-writes.ts'
import { goingOn } from './conflicting-writes.ts'
import { foreignWrites } from './foreign-writes.ts'
import { openEmbedded } from './stage.ts'
import { writesCatalog } from './writes-catalog.ts'
import { everyWriteCase, numberedRows, type WriteStage, writeStage } from './writes-stage.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchyard-writes-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe.each(['sqlite', 'pglite'])('writes on %s', (engine) => {
  let on: WriteStage
  beforeAll(async () => {
    on = await writeStage(writesCatalog(), await openEmbedded(join(dataDir, engine))(engine, 'main', 'binary'))
  })
  afterAll(() => on?.[Symbol.asyncDispose]())

  test('every case', async () => {
    expect([...(await everyWriteCase(on, engine))]).toEqual([])
  })

  test('a thousand rows that the database numbers tell their numbers in the order of the rows', () => numberedRows(on))

  test('nothing is kept of a transaction that goes on after a failure', () => goingOn(on))

  test('several writers at once lose nothing', async () => {
    await concurrentWriters(on, engine)
  })
})

describe.each(['sqlite', 'pglite'])('on %s', (engine) => {
  let datasource: Datasource
  beforeAll(async () => {
    datasource = await openEmbedded(join(dataDir, `foreign-${engine}`))(engine, 'main', 'binary')
  })
  afterAll(() => datasource?.[Symbol.asyncDispose]())

  foreignWrites(engine, () => datasource)
})
