/** Injection (S67–S81 of the reliability reference), asked of a whole gateway, wherever its datasources are. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startGateway } from '../e2e/harness.ts'
import { BENIGN, HOSTILE, JNDI, SHAPES } from '../fixtures/hostile.ts'
import { post } from './ask.ts'

/** @param envOf the datasources of the gateway that is asked */
export function injectionChecks(title: string, envOf: () => Promise<Readonly<Record<string, string>>>): void {
  describe(`injection, ${title}`, () => {
    let client: Client

    beforeAll(async () => {
      client = await startGateway({ ACCESS_LOG: 'true', ...(await envOf()) })
    }, 180_000)

    afterAll(async () => {
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      await client[Symbol.asyncDispose]()
    })

    const ask = (query: string, variables: unknown, headers: Record<string, string> = {}) =>
      post(fetch, { query, variables }, headers, client.url)

    it.each(SHAPES)(
      'S67 $what: no text of a client is in a statement',
      async ({ query, variables, refusedBy }) => {
        const templates = new Set<string>()
        for (const { text } of await client.statements(async () => {
          for (const text of BENIGN) await ask(query, variables(text))
        }))
          templates.add(text)
        for (const text of HOSTILE) {
          const statements = await client.statements(async () => {
            const { codes, messages, status } = await ask(query, variables(text))
            if (refusedBy !== undefined) expect([text, codes]).toEqual([text, [refusedBy]])
            else if (!/^\w+ is longer than \d+ characters\.$/.test(messages[0] ?? ''))
              expect([text, codes, messages]).toEqual([text, [], []])
            expect(status).toBeLessThan(500)
          })
          // The same few statements, whatever the text.
          expect(statements.map((statement) => statement.text).filter((one) => !templates.has(one))).toEqual([])
        }
        expect(templates.size).toBeLessThan(6)
      },
      60_000,
    )

    it('S70, S76 wildcards and patterns match themselves only', async () => {
      const all = await client.data<{ products: { nodes: { name: string }[] } }>('{ products(first: 1000) { nodes { name } } }')
      const names = all.products.nodes.map(({ name }) => name)
      expect(names.length).toBeGreaterThan(50)
      const matches = { contains: 'includes', startsWith: 'startsWith', endsWith: 'endsWith' } as const
      for (const text of [...HOSTILE, 'a', 'e ', names[0] as string, (names[1] as string).slice(1, 4)])
        for (const [operator, method] of Object.entries(matches)) {
          const { data } = await ask('query ($w: ProductWhere) { products(where: $w) { totalCount } }', {
            w: { name: { [operator]: text } },
          })
          const count = (data as { products: { totalCount: number } }).products.totalCount
          expect([text, operator, count]).toEqual([text, operator, names.filter((name) => name[method](text)).length])
        }
    }, 60_000)

    it.each([
      ['a number for a text', 'ProductWhere', { name: { eq: 0 } }],
      ['true for a text', 'ProductWhere', { name: { eq: true } }],
      ['numbers in a list of texts', 'ProductWhere', { name: { in: [0, 'x'] } }],
      ['an object for a text', 'ProductWhere', { name: { eq: { $ne: null } } }],
      ['a list for a text', 'ProductWhere', { name: { eq: ['a', 'b'] } }],
      ['an object for a list', 'ProductWhere', { name: { in: { 0: 'a', length: 1 } } }],
      ['an object for a number', 'ProductWhere', { unitsInStock: { gt: { $gt: '' } } }],
      ['a text for a number', 'ProductWhere', { unitsInStock: { eq: '0 OR 1=1' } }],
      ['a text for a Decimal', 'ProductWhere', { unitPrice: { eq: '1 OR 1=1' } }],
      ['an object for a key', 'ProductWhere', { id: { eq: { $gt: '' } } }],
      ['an object for a boolean', 'ProductWhere', { discontinued: { eq: { $ne: true } } }],
      ['an operator for a field', 'CustomerWhere', { $where: 'sleep(5000)' }],
      ['an operator for an operator', 'CustomerWhere', { companyName: { $ne: null } }],
      ['$regex', 'CustomerWhere', { companyName: { $regex: '.*' } }],
      ['an operator in an object', 'CustomerWhere', { address: { $gt: '' } }],
      ['an object in an object', 'CustomerWhere', { address: { city: { eq: { $ne: null } } } }],
      ['null for a text', 'CustomerWhere', { companyName: { eq: null } }],
    ])('S73, S74 %s is refused', async (_, type, where) => {
      const root = type === 'ProductWhere' ? 'products' : 'customers'
      const statements = await client.statements(async () => {
        const { codes, status } = await ask(`query ($w: ${type}) { ${root}(where: $w) { totalCount } }`, { w: where })
        expect([codes, status]).toEqual([['BAD_USER_INPUT'], expect.any(Number)])
      })
      expect(statements).toEqual([])
    })

    it('S74 operators are texts and keys where any JSON may stand', async () => {
      for (const value of [
        { $ne: null },
        { $gt: '' },
        { $where: 'sleep(5000)' },
        { a: { $regex: '.*' } },
        '$ne',
        ['$ne'],
        { 'a.b': 1 },
        { __proto__: null, polluted: 1 },
      ]) {
        const { data, codes } = await ask('query ($w: ProductWhere) { products(where: $w) { totalCount } }', {
          w: { attributes: { eq: value } },
        })
        // Refused or literal: no product has such attributes.
        if (codes.length === 0) expect([value, data]).toEqual([value, { products: { totalCount: 0 } }])
        else expect([value, codes]).toEqual([value, ['BAD_USER_INPUT']])
      }
    })

    it.each([
      '{ products(orderBy: [{"name; DROP": ASC}]) { totalCount } }',
      '{ products(orderBy: [{name: "ASC; DROP"}]) { totalCount } }',
      '{ products { groups(by: [{x: VALUE}]) { aggregate { count } } } }',
      '{ products { groups(by: [{name: MONTH}]) { aggregate { count } } } }',
      '{ products(where: {"1=1": {eq: 1}}) { totalCount } }',
    ])('S68 what a statement is made of is chosen, not written: %s', async (query) => {
      expect((await ask(query, {})).codes[0]).toMatch(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/)
    })

    it('S71 aliases and response keys are in no statement', async () => {
      const aliases = ['__proto__', 'constructor', 'DROP', 'x'.repeat(500)]
      const seen = await client.statements(async () => {
        for (const alias of aliases) {
          const { data } = await ask(`{ ${alias}: products(first: 1) { ${alias}: nodes { ${alias}: name } } }`, {})
          expect(Object.hasOwn(data as object, alias)).toBe(true)
        }
      })
      expect(new Set(seen.map(({ text }) => text)).size).toBe(1)
    })

    it('S77 nothing is polluted by keys that objects have already', async () => {
      const bodies = [
        '{"query": "{ __typename }", "__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}',
        '{"query": "query ($w: ProductWhere) { products(where: $w) { totalCount } }", "variables": {"__proto__": {"polluted": 1}, "w": {"name": {"eq": "x"}}}}',
        '{"query": "query ($w: ProductWhere) { products(where: $w) { totalCount } }", "variables": {"w": {"__proto__": {"polluted": 1}}}}',
        '{"query": "query ($w: ProductWhere) { products(where: $w) { totalCount } }", "variables": {"w": {"constructor": {"prototype": {"polluted": 1}}}}}',
        '{"query": "query ($w: ProductWhere) { products(where: $w) { totalCount } }", "variables": {"w": {"attributes": {"eq": {"__proto__": {"polluted": 1}}}}}}',
        '{"query": "query ($w: ProductWhere) { products(where: $w) { totalCount } }", "variables": {"w": {"attributes": {"path": ["__proto__", "polluted"], "eq": 1}}}}',
        '{"query": "{ __typename }", "extensions": {"__proto__": {"polluted": 1}, "persistedQuery": null}}',
        '{"query": "{ products(where: {attributes: {eq: {__proto__: {polluted: 1}}}}) { totalCount } }"}',
      ]
      for (const body of bodies) {
        const { status, codes } = await post(fetch, body, { __proto__x: 'polluted' }, client.url)
        expect([body, codes.every((code) => code === 'BAD_USER_INPUT')]).toEqual([body, true])
        expect(status).toBeLessThan(500)
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      }
    })

    it('S78 odd characters are looked for as they are, or refused by name', async () => {
      for (const text of ['\u0000', 'a\u0000b', '\ud800', '\udc00x', '\ufeff', '\u202e', '😀', '\u2028', '\u007f']) {
        const { codes, data } = await ask('query ($w: ProductWhere) { products(where: $w) { totalCount } }', {
          w: { name: { contains: text } },
        })
        if (codes.length === 0) expect([text, data]).toEqual([text, { products: { totalCount: 0 } }])
        else expect([text, codes]).toEqual([text, ['BAD_USER_INPUT']])
      }
    })

    it('S79 no header and no name forges a line of the log', async () => {
      const before = client.logged.length
      for (const value of ['a","level":"error","message":"forged', '\u001b[2J', JNDI, 'x'.repeat(4_000)]) {
        const headers = { 'x-request-id': value.replaceAll('\u001b', ''), 'user-agent': value.replaceAll('\u001b', ''), referer: 'a' }
        await ask('query Forged { __typename }', {}, headers)
        await ask('query ($s: String!) { productBySku(sku: $s) { id } nope }', { s: `${value}\r\n{"level":"error"}` })
      }
      const lines = client.logged.slice(before)
      expect(lines.length).toBeGreaterThan(3)
      for (const line of lines) {
        expect([...line].filter((character) => character < ' ')).toEqual([])
        expect(JSON.parse(line)).toMatchObject({ level: expect.stringMatching(/^(info|warn)$/) })
        expect(line).not.toContain('jndi')
      }
    })

    it.each([
      [
        'ids',
        'query ($v: ID!) { product(id: $v) { id } }',
        ['9007199254740993', '99999999999999999999', '1e3', '0x10', 'NaN', '-0', '1.0', ' 1', '१', 1.5, true],
      ],
      [
        'Ints',
        'query ($v: Int) { products(where: {unitsInStock: {eq: $v}}) { totalCount } }',
        [2_147_483_648, -2_147_483_649, 1.5, '1', 9.1e15, true],
      ],
      [
        'Decimals',
        'query ($v: Decimal) { products(where: {unitPrice: {eq: $v}}) { totalCount } }',
        ['1e999', 'NaN', 'Infinity', '-Infinity', '0x10', '1,5', '', ' 1', '1.123456789', '9'.repeat(400), 1.1],
      ],
      [
        'DateTimes',
        'query ($v: DateTime) { orders(where: {orderedAt: {eq: $v}}) { totalCount } }',
        ['2024-02-30T00:00:00Z', '2024-01-01', '24:00', '', 'now()', '10000-01-01T00:00:00Z', '2024-01-01T00:00:00+99:00', 0],
      ],
      [
        'Dates',
        'query ($v: Date) { orders(where: {requiredOn: {eq: $v}}) { totalCount } }',
        ['2023-02-29', '0000-00-00', '2024-13-01', 'today', '', 20240101],
      ],
    ])('S81 %s are exact or refused', async (_, query, values) => {
      for (const value of values) {
        const { codes, data, status } = await ask(query, { v: value })
        if (codes.length > 0) expect([value, codes]).toEqual([value, ['BAD_USER_INPUT']])
        else
          expect([value, data]).toEqual([
            value,
            expect.toSatisfy((found: { product?: unknown; products?: unknown; orders?: unknown }) =>
              [found.product === null, JSON.stringify(found.products ?? found.orders) === '{"totalCount":0}'].includes(true),
            ),
          ])
        expect(status).toBeLessThan(500)
      }
    })
  })
}
