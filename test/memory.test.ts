/** The oracle itself: hand-checked answers, random reads that mean the same before and after normalisation, and its datasource. */

import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { RunOptions } from '../src/datasource/datasource.ts'
import { memory, openMemory } from '../src/engines/memory.ts'
import { normalise } from '../src/query/normal.ts'
import type { Insert, Read } from '../src/query/query.ts'
import { cases } from './conformance/cases.ts'
import { conformanceCatalog, ROUTINGS } from './conformance/catalog.ts'
import { assertSame, differenceOf } from './conformance/compare.ts'
import { memoryAnswer } from './conformance/oracle.ts'
import { randomRead } from './conformance/random.ts'
import { conformanceRows } from './conformance/rows.ts'

const catalog = conformanceCatalog()
const options = (): RunOptions => ({ signal: new AbortController().signal, deadline: Date.now() + 10_000, lane: 'traffic', maxRows: 1000 })

describe('hand-written cases', () => {
  test('have names of their own', () => {
    const names = cases.map(({ name }) => name)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })

  for (const one of cases)
    test(one.name, () => {
      const answer = memoryAnswer(catalog, conformanceRows, one.read, one.binds)
      if (one.rows !== undefined) assertSame(catalog, one, one.rows, answer, one.name)
      const core = normalise(catalog, one.read, () => 'binary')
      assertSame(catalog, one, answer, memoryAnswer(catalog, conformanceRows, core, one.binds), `${one.name}, normalised`)
    })
})

describe('random reads', () => {
  const SEEDS = Array.from({ length: 300 }, (_, i) => i + 1)

  test('evaluate, and most of them find rows', () => {
    const found = SEEDS.filter((seed) => {
      const { read, binds } = randomRead(seed, catalog)
      return memoryAnswer(catalog, conformanceRows, read, binds).length > 0
    })
    expect(found.length).toBeGreaterThan(SEEDS.length / 2)
  })

  test('are the same for the same seed', () => {
    expect(randomRead(42)).toEqual(randomRead(42))
    expect(JSON.stringify(randomRead(42))).not.toBe(JSON.stringify(randomRead(43)))
  })

  test('mean the same after normalisation', () => {
    for (const seed of SEEDS) {
      const asked = randomRead(seed, catalog)
      const expected = memoryAnswer(catalog, conformanceRows, asked.read, asked.binds)
      const core = normalise(catalog, asked.read, () => 'binary')
      assertSame(catalog, asked, expected, memoryAnswer(catalog, conformanceRows, core, asked.binds), `seed ${seed}`)
    }
  })
})

describe('the comparison', () => {
  const read: Read = {
    model: 'Item',
    select: [
      { kind: 'value', of: { kind: 'aggregate', fn: 'sum', of: { kind: 'field', via: [], path: ['ratio'] } } },
      { kind: 'value', of: { kind: 'aggregate', fn: 'sum', of: { kind: 'field', via: [], path: ['price'] } } },
    ],
  }

  test('allows for the last digit of a float sum, and for nothing else', () => {
    expect(differenceOf(catalog, read, [[0.3, '1.00']], [[0.30000000000000004, '1.00']])).toBeNull()
    expect(differenceOf(catalog, read, [[0.3, '1.00']], [[0.3001, '1.00']])).toContain('rows[0][0]')
    expect(differenceOf(catalog, read, [[0.3, '1.00']], [[0.3, '1.0']])).toContain('rows[0][1]')
    expect(differenceOf(catalog, read, [[0.3, '1.00']], [])).toContain('missing row')
  })

  test('names the seed and the read', () => {
    expect(() => assertSame(catalog, { read, binds: [] }, [[1, '1']], [[2, '1']], 'seed 7')).toThrow(/seed 7[\s\S]*"model":"Item"/)
  })
})

describe('the datasource', () => {
  const at = { catalog, version: memory.version }
  const insertion: Insert = {
    kind: 'insert',
    model: 'Maker',
    fields: [['id'], ['name'], ['country']],
    rows: { slot: 0 },
    returning: [['id'], ['rating']],
  }
  const names: Read = { model: 'Maker', select: [{ kind: 'value', of: { kind: 'field', via: [], path: ['name'] } }] }
  const fresh = async () => {
    const datasource = memory.open('m', {}, { dataDir: '' })
    for (const statement of memory.define([...catalog.models.keys()], at)) await datasource.run(statement, [], options())
    return datasource
  }
  const refused = (code: string) => expect.objectContaining({ code }) as unknown as GatewayError

  test('routes models where it is told', () => {
    expect(conformanceCatalog(ROUTINGS.three).models.get('Event')?.datasource).toBe('third')
  })

  test('answers what the oracle answers', async () => {
    const datasource = openMemory('m', conformanceRows, { nest: false })
    expect(datasource.capabilities.nest).toBe(false)
    const { read, binds } = randomRead(5, catalog)
    const { rows } = await datasource.run(memory.compile(read, at), binds, options())
    assertSame(catalog, { read, binds }, memoryAnswer(catalog, conformanceRows, read, binds), rows, 'seed 5')
  })

  test('keeps keys and unique groups', async () => {
    const datasource = await fresh()
    const insert = memory.compile(insertion, at)
    const first = await datasource.run(insert, [[['1', 'a', null]]], options())
    expect(first).toEqual({ rows: [['1', null]], affected: 1 })
    await expect(
      datasource.run(
        insert,
        [
          [
            ['2', 'b', null],
            ['1', 'c', null],
          ],
        ],
        options(),
      ),
    ).rejects.toEqual(refused('UNIQUE_VIOLATION'))
    await expect(datasource.run(insert, [[['2', 'a', null]]], options())).rejects.toEqual(refused('UNIQUE_VIOLATION'))
    await expect(datasource.run(insert, [[['2', null, null]]], options())).rejects.toEqual(refused('NOT_NULL_VIOLATION'))
    expect((await datasource.run(memory.compile(names, at), [], options())).rows).toEqual([['a']])
  })

  test('updates on conflict', async () => {
    const datasource = await fresh()
    const set = {
      ...insertion,
      conflict: { target: [['id']], set: [{ path: ['country'], op: 'set', value: { slot: 1 } }] },
    } as const satisfies Insert
    const nothing = { ...insertion, conflict: { target: [['id']], set: 'nothing' } } as const satisfies Insert
    await datasource.run(memory.compile(set, at), [[['1', 'a', 'NO']], 'SE'], options())
    expect((await datasource.run(memory.compile(set, at), [[['1', 'z', 'NO']], 'SE'], options())).affected).toBe(1)
    expect((await datasource.run(memory.compile(nothing, at), [[['1', 'z', 'NO']]], options())).affected).toBe(0)
    const both: Read = { ...names, select: [...names.select, { kind: 'value', of: { kind: 'field', via: [], path: ['country'] } }] }
    expect((await datasource.run(memory.compile(both, at), [], options())).rows).toEqual([['a', 'SE']])
  })

  test('commits what resolves and forgets what rejects', async () => {
    const datasource = await fresh()
    const insert = memory.compile(insertion, at)
    const work = (id: string, fail: boolean) =>
      datasource.transaction({ ...options(), readOnly: false }, async (session) => {
        await session.run(insert, [[[id, `name ${id}`, null]]], options())
        if (fail) throw new GatewayError('CHECK_VIOLATION', 'no')
      })
    await Promise.allSettled([work('1', false), work('2', true), work('3', false)])
    expect((await datasource.run(memory.compile(names, at), [], options())).rows).toEqual([['name 1'], ['name 3']])
  })

  test('refuses in codes', async () => {
    const datasource = openMemory('m', conformanceRows)
    const read = memory.compile(names, at)
    await expect(datasource.run(read, [], { ...options(), maxRows: 3 })).rejects.toEqual(refused('RESULT_TOO_LARGE'))
    await expect(datasource.run(read, [], { ...options(), deadline: 0 })).rejects.toEqual(refused('DATASOURCE_TIMEOUT'))
    await expect(datasource.run(read, [], { ...options(), signal: AbortSignal.abort() })).rejects.toEqual(refused('QUERY_CANCELLED'))
    await expect(openMemory('m', new Map()).run(read, [], options())).rejects.toEqual(refused('SCHEMA_VERSION_MISMATCH'))
  })
})
