/** The compiled executor against graphql's own: the same data, the same errors at the same places, or it declines. */

import fc from 'fast-check'
import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  getNamedType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import { TooLarge } from '../src/graphql/completion.ts'
import { createQueryExecutor } from '../src/graphql/execute.ts'
import { byKey, byName, type Found } from '../src/graphql/refs.ts'

const schema = buildSchema(`
  interface Named { name: String }
  type Query { thing(n: Int = 1): Thing  later: Thing  strict: Thing!  things: [Thing!]  word: String  named: Named  fails(n: Int!): Int  own: Own }
  type Thing implements Named {
    id: ID!  name: String  int: Int  float: Float!  flag: Boolean  kind: Kind  day: Day  json: JSON  tags: [String!]!  loose: [Int]
    grid: [[Int!]]  child: Thing  must: Thing!  many: [Thing]  all: [Thing!]!  part: Part
  }
  type Part { a: String!  b: Int  inner: Part }
  type Own { plain: Int }
  enum Kind { GOOD BAD }
  scalar Day
  scalar JSON
`)
for (const type of Object.values(schema.getTypeMap()))
  if (isObjectType(type) && !type.name.startsWith('__') && type.name !== 'Own')
    for (const field of Object.values(type.getFields())) field.resolve = (type.name === 'Part' ? byName : byKey) as never
const roots = (schema.getQueryType() as NonNullable<ReturnType<typeof schema.getQueryType>>).getFields()
const executor = createQueryExecutor(schema)
const PLENTY = 1_000_000
/** A text is parsed once, as the server does: plans are kept by it. */
const documents = new Map<string, DocumentNode>()

/** What the root fields find, by response key; `later` finds it later. */
const rooted = (found: Found) => {
  for (const [name, field] of Object.entries(roots))
    field.resolve = (_parent, args, _context, info) => {
      if (name === 'fails') throw new GatewayError('BAD_USER_INPUT', `no ${args.n}`)
      const value = found[info.path.key]
      return name === 'later' ? Promise.resolve().then(() => (value instanceof Error ? Promise.reject(value) : value)) : value
    }
}

async function both(query: string, found: Found, variables?: Record<string, unknown>, most = PLENTY) {
  rooted(found)
  const document = documents.get(query) ?? parse(query)
  documents.set(query, document)
  expect(validate(schema, document).map(({ message }) => message)).toEqual([])
  const operation = document.definitions.find(({ kind }) => kind === 'OperationDefinition') as OperationDefinitionNode
  const compiled = await executor({ document, operation, variables }, {}, most)
  const plain = (await execute({ schema, document, contextValue: {}, variableValues: variables })) as ExecutionResult
  return { compiled, plain }
}

const told = (errors: readonly GraphQLError[] = []) => errors.map((error) => JSON.stringify(error)).sort()

async function same(query: string, found: Found, variables?: Record<string, unknown>): Promise<void> {
  const { compiled, plain } = await both(query, found, variables)
  if (compiled === undefined) throw new Error(`declined: ${query}`)
  // As text: the order of keys counts.
  expect(compiled.data).toBe(JSON.stringify(plain.data))
  expect(told(compiled.errors)).toEqual(told(plain.errors))
  expect(compiled.any).toBe(plain.data != null && Object.values(plain.data).some((value) => value !== null))
}

/** A selection on a type with, under each key, something that it may find: mostly what fits, now and then what does not. */
interface Draft {
  readonly text: string
  readonly found: Found
}

type Random = (below: number) => number
const WORDS = ['', 'plain', 'quo"te', 'back\\slash', 'line\nbreak', '\u0000', 'é', '😀', '\ud800', '</script>']

function leaf(name: string, random: Random): unknown {
  const odd = random(40)
  if (odd === 0) return new GatewayError('VALUE_NOT_REPRESENTABLE', 'not so')
  if (odd === 1) return undefined
  if (odd < 5) return null
  if (odd === 5) return { not: 'a leaf' }
  const word = WORDS[random(WORDS.length)]
  switch (name) {
    case 'Int':
      return odd === 6 ? 1.5 : random(2_000) - 1_000
    case 'Float':
      return odd === 6 ? Number.NaN : (random(2_000) - 1_000) / 7
    case 'Boolean':
      return random(2) === 0
    case 'ID':
      return random(2) === 0 ? random(100) : word
    case 'Kind':
      return odd === 6 ? 'UGLY' : ['GOOD', 'BAD'][random(2)]
    case 'JSON':
      return [word, 1, true, { [String(word)]: [null, word] }, [], -0][random(6)]
    default:
      return word
  }
}

function draft(typeName: string, depth: number, random: Random): Draft {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new Error(typeName)
  const found: Record<string, unknown> = Object.create(null)
  const texts: string[] = []
  const fields = Object.values(type.getFields()).filter(({ name }) => !['fails', 'own', 'named'].includes(name))
  for (let i = 0; i < 1 + random(5); i++) {
    if (random(9) === 0) texts.push('__typename')
    const field = fields[random(fields.length)] as (typeof fields)[number]
    const of = getNamedType(field.type)
    const key = typeName === 'Part' ? field.name : `${['a', '__proto', 'constructor', 'k'][random(4)]}_${field.name}_${i}`
    const alias = key === field.name ? '' : `${key}: `
    if (isObjectType(of)) {
      if (depth === 0 || key in found) continue
      const inner = draft(of.name, depth - 1, random)
      texts.push(random(4) === 0 ? `... on ${type.name} { ${alias}${field.name} ${inner.text} }` : `${alias}${field.name} ${inner.text}`)
      found[key] = listed(String(field.type), () => inner.found, random)
    } else {
      texts.push(`${alias}${field.name}`)
      found[key] = listed(String(field.type), () => leaf(of.name, random), random)
    }
  }
  return { text: texts.length === 0 ? '{ __typename }' : `{ ${texts.join(' ')} }`, found }
}

function listed(type: string, make: () => unknown, random: Random): unknown {
  if (random(25) === 0) return null
  if (random(40) === 0) return new GatewayError('DATASOURCE_TIMEOUT', 'too slow')
  const bare = type.replace(/!$/, '')
  if (!bare.startsWith('[')) return make()
  if (random(30) === 0) return 'no list'
  return Array.from({ length: random(4) }, () => (random(12) === 0 ? null : listed(bare.slice(1, -1), make, random)))
}

describe('the compiled executor', () => {
  test('answers random selections on random finds as graphql does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(1_000_000)), async (stream) => {
        const random: Random = (below) => (stream.next().value as number) % below
        const { text, found } = draft('Query', 3, random)
        await same(text, found)
      }),
      { seed: Number(process.env.SEED ?? 7), numRuns: 800 },
    )
  })

  test('merges fields of one key, fragments, and selections that variables switch', async () => {
    const found = { thing: { id: 1, name: 'n', child: { id: 2, name: 'c', int: 3 } }, x: { id: 4 } }
    await same('{ thing { child { id } } thing { child { name } id } }', found)
    await same('{ thing { ...F } x: thing { id } } fragment F on Thing { id child { ...G } } fragment G on Thing { int name }', found)
    await same('{ thing { ... on Named { name } ... @include(if: true) { id } } }', found)
    const switched = 'query ($on: Boolean!) { thing { id @skip(if: $on) child @include(if: $on) { id } } word @skip(if: $on) }'
    for (const on of [true, false, true]) await same(switched, found, { on })
    await same('{ thing @skip(if: true) { id } }', found)
  })

  test('says what a root field fails with, before or while it resolves, and goes on', async () => {
    await same('{ fails(n: 3) word }', { word: 'w' })
    await same('query ($n: Int) { fails(n: 1) later { id } thing(n: $n) { id } }', { later: new GatewayError('DATASOURCE_TIMEOUT', 't') })
    await same('{ word strict { id } later { id } }', { word: 'w', strict: null, later: { id: 1 } })
    await same('{ __typename }', {})
  })

  test('declines what it has no code for, before anything is asked', async () => {
    const cases: [query: string, variables?: Record<string, unknown>][] = [
      ['{ named { name } }'],
      ['{ own { plain } }'],
      ['{ __schema { description } }'],
      ['{ word __type(name: "Kind") { name } }'],
      ['query ($n: Int!) { fails(n: $n) }', { n: 'x' }],
      ['query ($n: Int!) { fails(n: $n) }'],
      ['query ($on: Boolean = true) { thing { id @skip(if: $on) } }', { on: null }],
    ]
    for (const [query, variables] of cases) {
      const { compiled } = await both(query, { word: 'w' }, variables)
      expect({ query, compiled }).toEqual({ query, compiled: undefined })
    }
  })

  test('ends where the answer is too large', async () => {
    const things = Array.from({ length: 50 }, () => ({ name: 'x'.repeat(100) }))
    await expect(both('{ things { name } }', { things }, undefined, 4_000)).rejects.toBeInstanceOf(TooLarge)
    const { compiled } = await both('{ things { name } }', { things }, undefined, 6_000)
    expect(compiled?.errors).toEqual([])
  })

  test('counts keys, nulls and empty objects too: an alias may be as long as a document', async () => {
    const key = 'k'.repeat(500)
    for (const [query, found] of [
      [`{ things { ${key}: name } }`, { name: 'x' }],
      [`{ things { ${key}: __typename } }`, {}],
      [`{ things { ${key}: child { id } } }`, {}],
    ] as const)
      await expect(both(query, { things: Array.from({ length: 10 }, () => found) }, undefined, 4_000), query).rejects.toBeInstanceOf(
        TooLarge,
      )
    const loose = Array.from({ length: 2_000 }, () => null)
    await expect(both('{ thing { loose } }', { thing: { loose } }, undefined, 4_000)).rejects.toBeInstanceOf(TooLarge)
    await expect(
      both('{ things { child { __typename } } }', { things: Array.from({ length: 500 }, () => ({})) }, undefined, 4_000),
    ).rejects.toBeInstanceOf(TooLarge)
  })
})
