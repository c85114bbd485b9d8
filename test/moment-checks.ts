/** Rows that days, times, moments and decimals identify, asked and changed through GraphQL. */

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, startGateway } from './e2e/harness.ts'

type Page = { readings: { edges: { cursor: string; node: { code: string; nodeId: string } }[]; pageInfo: { hasNextPage: boolean } } }

/**
 * @param where what the two datasources are, for the name
 * @param env the variables that make them so
 */
export function momentChecks(where: string, env: () => Promise<Readonly<Record<string, string>>>): void {
  describe(`keys of days, times, moments and decimals over ${where}`, () => {
    let client: Client
    beforeAll(async () => {
      client = await startGateway({ SCHEMA_DIR: join(import.meta.dirname, 'fixtures/moments'), ...(await env()) })
    }, 600_000)
    afterAll(() => client?.[Symbol.asyncDispose]())

    test('one row by its key, however the key is written', async () => {
      const data = await client.data(`{
        a: rate(day: "2020-12-31", price: "1.50") { note }
        b: rate(day: "2020-12-31", price: 1.5) { note day price }
        c: reading(level: "2.50", at: "2021-01-01T01:00:00.000001+01:00") { code level at }
        d: reading(level: 0.0001, at: "2021-01-01T00:00:00.000002Z") { code }
        e: slot(starts: "2021-01-01T00:00:00.000Z", opens: "00:00:00.001000") { seats starts opens }
        f: readingByCode(code: 10) { amount code }
        none: reading(level: "2.5", at: "2021-01-01T00:00:00.000002Z") { code }
      }`)
      expect(data).toEqual({
        ...{ a: { note: 'a' }, b: { note: 'a', day: '2020-12-31', price: '1.50' } },
        ...{ c: { code: '2.0', level: '2.5000', at: '2021-01-01T00:00:00.000001Z' }, d: { code: '1.5' } },
        ...{ e: { seats: 2, starts: '2021-01-01T00:00:00Z', opens: '00:00:00.001' }, f: { amount: 4, code: '10.0' }, none: null },
      })
    })

    test('many keys of one operation are one statement for each model', async () => {
      const aliases = ['1.50', '1.05', '1.5', '1.51'].map((price, i) => `r${i}: rate(day: "2020-12-31", price: "${price}") { note }`)
      const moments = [1, 2, 3].map((n) => `m${n}: reading(level: "0.0001", at: "2021-01-01T00:00:00.00000${n}Z") { amount }`)
      let data: unknown
      const statements = await client.statements(async () => {
        data = await client.data(`{ ${aliases.join(' ')} ${moments.join(' ')} }`)
      })
      expect(data).toEqual({
        ...{ r0: { note: 'a' }, r1: { note: 'b' }, r2: { note: 'a' }, r3: null },
        ...{ m1: { amount: 1 }, m2: { amount: 2 }, m3: null },
      })
      expect(statements.map(({ datasource }) => datasource).toSorted()).toEqual(['main', 'other'])
    })

    test('what is finer than the key is refused, and never rounded', async () => {
      for (const [field, code] of [
        ['rate(day: "2020-12-31", price: "1.505") { note }', 'BAD_USER_INPUT'],
        ['slot(starts: "2021-01-01T00:00:00.1Z", opens: "00:00:00") { seats }', 'BAD_USER_INPUT'],
        // No field of any type holds as much.
        ['reading(level: 1, at: "2021-01-01T00:00:00.0000001Z") { code }', 'GRAPHQL_VALIDATION_FAILED'],
      ]) {
        const { errors } = await client.ask(`{ ${field} }`)
        expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code])
      }
    })

    test('global ids and cursors hold such values, both ways', async () => {
      for (const direction of ['ASC', 'DESC']) {
        const codes: string[] = []
        let after: string | null = null
        for (let pages = 0; pages < 5; pages++) {
          const page: Page = await client.data<Page>(
            `query ($after: String) { readings(first: 1, after: $after, orderBy: [{ level: ${direction} }, { at: ${direction} }]) {
              edges { cursor node { code nodeId } } pageInfo { hasNextPage }
            } }`,
            { after },
          )
          const edge: Page['readings']['edges'][number] | undefined = page.readings.edges[0]
          if (edge === undefined) break
          codes.push(edge.node.code)
          const { node } = await client.data<{ node: unknown }>(
            `query ($nodeId: ID!) { node(nodeId: $nodeId) { ... on Reading { code } } }`,
            {
              nodeId: edge.node.nodeId,
            },
          )
          expect(node).toEqual({ code: edge.node.code })
          after = edge.cursor
          if (!page.readings.pageInfo.hasNextPage) break
        }
        const wanted = ['1.0', '1.5', '10.0', '2.0']
        expect(codes).toEqual(direction === 'ASC' ? wanted : wanted.toReversed())
      }
    })

    test('relations join them within a datasource and across', async () => {
      const data = await client.data(
        `{
        rates { nodes { note readings { totalCount nodes { code rate { note } slot { seats } } } slots { nodes { seats } } } }
        half: readings(where: { not: { rate: {} } }) { nodes { code } }
        through: readings(where: { slot: { seats: { eq: 2 } } }) { nodes { code } }
        far: rates(where: { readings: { some: { at: { in: ["2021-01-01T00:00:00.000002Z"] } } } }) { nodes { note } }
      }`,
      )
      expect(data).toEqual({
        rates: {
          nodes: [
            { note: 'b', readings: { totalCount: 0, nodes: [] }, slots: { nodes: [] } },
            {
              note: 'a',
              readings: {
                totalCount: 2,
                nodes: [
                  { code: '1.0', rate: { note: 'a' }, slot: { seats: 1 } },
                  { code: '1.5', rate: { note: 'a' }, slot: { seats: 2 } },
                ],
              },
              slots: { nodes: [{ seats: 1 }, { seats: 2 }] },
            },
            {
              note: 'c',
              readings: { totalCount: 1, nodes: [{ code: '2.0', rate: { note: 'c' }, slot: { seats: 1 } }] },
              slots: { nodes: [{ seats: 1 }] },
            },
          ],
        },
        half: { nodes: [{ code: '10.0' }] },
        through: { nodes: [{ code: '1.5' }] },
        far: { nodes: [{ note: 'a' }] },
      })
    })

    test('groups by them, beyond a datasource too', async () => {
      const data = await client.data(`{ readings {
        own: groups(by: [{ day: VALUE }, { price: VALUE }], orderBy: [{ key: { day: ASC } }, { key: { price: ASC } }]) { key { day price } aggregate { count } }
        far: groups(by: [{ rate: { note: VALUE } }], orderBy: [{ key: { rate: { note: ASC } } }]) { key { rate { note } } aggregate { count max { at level } } }
      } }`)
      expect(data).toEqual({
        readings: {
          own: [
            { key: { day: '2020-12-31', price: null }, aggregate: { count: 1 } },
            { key: { day: '2020-12-31', price: '1.50' }, aggregate: { count: 2 } },
            { key: { day: '2021-01-01', price: '1.50' }, aggregate: { count: 1 } },
          ],
          far: [
            { key: { rate: { note: null } }, aggregate: { count: 1, max: { at: '1969-12-31T23:59:59.999999Z', level: '2.5000' } } },
            { key: { rate: { note: 'a' } }, aggregate: { count: 2, max: { at: '2021-01-01T00:00:00.000002Z', level: '0.0001' } } },
            { key: { rate: { note: 'c' } }, aggregate: { count: 1, max: { at: '2021-01-01T00:00:00.000001Z', level: '2.5000' } } },
          ],
        },
      })
    })

    test('rows are made, changed and removed by them, and references across are looked up', async () => {
      const made = await client.data(`mutation {
        createReading(input: { level: 7, at: "2026-01-31T12:00:00.1Z", code: "7.0", rate: { connect: { day: "2021-01-01", price: 1.5 } } }) {
          reading { level at price rate { note } }
        }
      }`)
      expect(made).toEqual({
        createReading: { reading: { level: '7.0000', at: '2026-01-31T12:00:00.100000Z', price: '1.50', rate: { note: 'c' } } },
      })
      const key = 'level: "7", at: "2026-01-31T12:00:00.100Z"'
      const changed = await client.data(
        `mutation {
        a: updateReading(${key}, set: { day: "2020-12-31", price: "1.05", opens: "00:00:00.001", amount: { increment: 1 } }) { reading { rate { note } opens } }
        b: upsertReading(input: { ${key}, code: "7.5", amount: 5 }, conflict: LEVEL_AND_AT) { reading { code amount rate { note } } }
      }`,
      )
      expect(changed).toEqual({
        a: { reading: { rate: { note: 'b' }, opens: '00:00:00.001' } },
        b: { reading: { code: '7.5', amount: 5, rate: { note: 'b' } } },
      })
      const refused = await client.ask(
        'mutation { createReading(input: { level: 8, at: "2026-01-31T12:00:00Z", code: 8, rate: { connect: { day: "2021-01-01", price: "1.51" } } }) { affected } }',
      )
      expect(refused.errors?.[0]?.extensions.code).toBe('FOREIGN_KEY_VIOLATION')
      // What a row refers to by is not counted up: it would come to refer to another one, or to none.
      const counted = await client.ask(`mutation { updateReading(${key}, set: { price: { increment: "0.01" } }) { affected } }`)
      expect(counted.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
      expect(await client.data(`mutation { deleteReading(${key}) { affected reading { code } } }`)).toEqual({
        deleteReading: { affected: 1, reading: { code: '7.5' } },
      })
      const gone = await client.ask(`mutation { deleteReading(${key}) { affected } }`)
      expect(gone.errors?.[0]?.extensions.code).toBe('NOT_FOUND')
    })
  })
}
