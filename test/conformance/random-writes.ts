/** Random sequences of mutations, run on a datasource and on the memory engine beside it: the same seed is the same sequence. */

import { expect } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Value } from '../../src/base/json.ts'
import type { Datasource } from '../../src/datasource/datasource.ts'
import { openMemory } from '../../src/engines/memory.ts'
import { buildCatalog, type Catalog, type CatalogModel, modelOf } from '../../src/model/catalog.ts'
import * as f from '../../src/model/fields.ts'
import { belongsTo, defineModel, hasMany } from '../../src/model/model.ts'
import { type Answerer, createAnswerer } from '../../src/plan/answer.ts'
import type { Rows } from '../../src/plan/execute.ts'
import type { Change, Mutation, MutationAnswer, MutationField, NewRow } from '../../src/plan/mutate/mutation.ts'
import { createMutator, type Mutator } from '../../src/plan/mutate/operation.ts'
import { type BindList, bindList, fieldOperand, TRUE } from '../../src/query/build.ts'
import type { Predicate, Read, Selected } from '../../src/query/query.ts'
import { type Random, randomFrom } from './random-numbers.ts'
import { runOptions } from './stage.ts'

type Row = Readonly<Record<string, Value>>
type State = ReadonlyMap<string, readonly Row[]>

/** @param timePrecision fraction digits of a second that the engine keeps */
export function ledgerCatalog(timePrecision = 6): Catalog {
  const models = [
    defineModel('Team', {
      datasource: 'main',
      fields: { code: f.string({ max: 12 }), name: f.string({ max: 30, nullable: true }), leadCode: f.string({ max: 12, nullable: true }) },
      key: ['code'],
      unique: [['name']],
      relations: {
        lead: belongsTo('Team', { fields: ['leadCode'], references: ['code'] }),
        accounts: hasMany('Account', { fields: ['code'], references: ['teamCode'] }),
      },
    }),
    defineModel('Account', {
      datasource: 'main',
      fields: {
        id: f.int(),
        email: f.string({ max: 40 }),
        hall: f.string({ max: 5, nullable: true }),
        seat: f.int({ nullable: true }),
        balance: f.int({ default: { value: 0 } }),
        points: f.bigInt({ nullable: true }),
        amount: f.decimal({ precision: 12, scale: 2, default: { value: '0.00' } }),
        ratio: f.float({ nullable: true }),
        active: f.boolean({ default: { value: true } }),
        status: f.enumOf('AccountStatus', { OPEN: 'o', SHUT: 'x' }, { nullable: true }),
        tags: f.list(f.string(), { nullable: true }),
        size: f.object('Extent', { wide: f.int({ nullable: true }), unit: f.string({ nullable: true }) }, { nullable: true }),
        data: f.json({ nullable: true }),
        madeAt: f.dateTime({ precision: timePrecision, default: 'now' }),
        changedAt: f.dateTime({ precision: 0, onUpdate: 'now' }),
        version: f.version(),
        teamCode: f.string({ max: 12, nullable: true }),
      },
      key: ['id'],
      unique: [['email'], ['hall', 'seat']],
      relations: {
        team: belongsTo('Team', { fields: ['teamCode'], references: ['code'] }),
        entries: hasMany('Entry', { fields: ['id'], references: ['accountId'], onDelete: 'cascade' }),
      },
    }),
    defineModel('Entry', {
      datasource: 'main',
      fields: {
        accountId: f.int(),
        number: f.int(),
        text: f.string({ nullable: true }),
        value: f.decimal({ precision: 10, scale: 3, nullable: true }),
      },
      key: ['accountId', 'number'],
      relations: {
        account: belongsTo('Account', { fields: ['accountId'], references: ['id'] }),
        remarks: hasMany('Remark', { fields: ['accountId', 'number'], references: ['accountId', 'number'], onDelete: 'setNull' }),
      },
    }),
    defineModel('Remark', {
      datasource: 'main',
      fields: { id: f.uuid(), accountId: f.int({ nullable: true }), number: f.int({ nullable: true }), version: f.version() },
      key: ['id'],
      relations: { entry: belongsTo('Entry', { fields: ['accountId', 'number'], references: ['accountId', 'number'] }) },
    }),
  ]
  return buildCatalog(models.map((model) => ({ model, file: 'test/conformance/random-writes.ts' })))
}

export interface Ledger extends AsyncDisposable {
  readonly catalog: Catalog
  readonly datasource: Datasource
  readonly mutator: Mutator
  readonly answerer: Answerer
}

const NOW = Date.parse('2026-05-06T07:08:09.123Z')

/** A datasource with the tables of the ledger, which are made where they are missing. */
export async function ledgerOn(catalog: Catalog, datasource: Datasource): Promise<Ledger> {
  const at = { catalog, version: datasource.version }
  for (const statement of datasource.engine.define([...catalog.models.keys()], at)) await datasource.run(statement, [], runOptions())
  const answerer = createAnswerer({ catalog, datasource: () => datasource, crossKeys: 1000 })
  return {
    ...{ catalog, datasource, answerer },
    mutator: createMutator({ catalog, datasource: () => datasource, answerer, clock: () => NOW }),
    [Symbol.asyncDispose]: () => datasource[Symbol.asyncDispose](),
  }
}

export const ledgerOracle = (catalog: Catalog): Promise<Ledger> =>
  ledgerOn(catalog, openMemory('oracle', new Map([...catalog.models.keys()].map((name) => [name, []])), { nest: false }))

/** Every row of every model, by key. */
export async function everything({ catalog, answerer }: Ledger): Promise<State> {
  const state = new Map<string, readonly Row[]>()
  for (const model of catalog.models.values()) {
    const fields = [...model.fields.keys()]
    const read: Read = { model: model.name, select: fields.map(fieldOf) }
    const rows = await answerer.answer(read, [], runOptions())
    state.set(
      model.name,
      rows.map((row) => Object.fromEntries(fields.map((field, i) => [field, row[i] as Value]))),
    )
  }
  return state
}

/** Removes every row, children first. */
export async function empty(on: Ledger): Promise<void> {
  for (const model of ['Remark', 'Entry', 'Account']) await must(on, { kind: 'deleteMany', model, where: undefined, atMost: 10_000 })
  await must(on, {
    kind: 'updateMany',
    model: 'Team',
    where: undefined,
    atMost: 10_000,
    set: [{ field: 'leadCode', op: 'set', value: null }],
  })
  await must(on, { kind: 'deleteMany', model: 'Team', where: undefined, atMost: 10_000 })
}

async function must({ mutator }: Ledger, mutation: Mutation): Promise<void> {
  const [outcome] = await mutator.run([{ mutation, binds: bindList() }], runOptions())
  if (outcome instanceof GatewayError) throw outcome
}

/** One operation: fields with values of their own. */
interface Operation {
  readonly fields: readonly { readonly mutation: Mutation; readonly select: readonly Selected[]; readonly values: readonly Value[] }[]
  readonly independent: boolean
}

export interface SequenceOptions {
  /** Why an operation is not tried on this make of server; undefined where it is. It is then not tried on the oracle either. */
  readonly skip?: (operation: Operation) => string | undefined
  readonly steps?: number
}

/**
 * A sequence of operations, each run on both; outcomes are compared one by one, and at the end all rows.
 * @param oracle empty, as is the other
 */
export async function runSequence(
  seed: number,
  oracle: Ledger,
  subject: Ledger,
  { skip, steps = 20 }: SequenceOptions = {},
): Promise<void> {
  const random = randomFrom(seed)
  const log: string[] = []
  for (let step = 0; step < steps; step++) {
    const operation = anyOperation(random, oracle.catalog, await everything(oracle), FIRST[step])
    if (skip?.(operation) !== undefined) continue
    const [expected, became] = [await outcomes(oracle, operation), await outcomes(subject, operation)]
    log.push(`${step}. ${JSON.stringify(operation, spellMaps)}\n   → ${JSON.stringify(expected)}`)
    expect(became, `seed ${seed}, step ${step}\n${log.join('\n')}`).toEqual(expected)
  }
  expect(await everything(subject), `seed ${seed}, the rows at the end\n${log.join('\n')}`).toEqual(await everything(oracle))
}

const spellMaps = (_: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value)

/** What clients would see: codes or rows. */
async function outcomes({ mutator }: Ledger, { fields, independent }: Operation): Promise<unknown> {
  const asked = fields.map(({ mutation, select, values }): MutationField => ({ mutation, select, binds: bindList([...values]) }))
  return (await mutator.run(asked, runOptions(), { independent })).map(said)
}

function said(outcome: MutationAnswer | GatewayError): unknown {
  if (!(outcome instanceof GatewayError)) return { affected: outcome.affected, rows: spelled(outcome.rows) }
  return BROKEN.has(outcome.code) ? 'a broken rule' : outcome.code
}

/** A row may break several rules at once, and each database tells of another one first; which is which, the cases by hand say. */
const BROKEN: ReadonlySet<string> = new Set(['UNIQUE_VIOLATION', 'FOREIGN_KEY_VIOLATION'])

/** Errors in cells as their codes. */
const spelled = (rows: Rows): unknown =>
  rows.map((row) => row.map((cell) => (cell instanceof GatewayError ? cell.code : Array.isArray(cell) ? spelledList(cell) : cell)))
const spelledList = (list: readonly unknown[]): unknown => list.map((item) => (item instanceof GatewayError ? item.code : item))

const fieldOf = (field: string): Selected => ({ kind: 'value', of: fieldOperand([field]) })

/** What a sequence makes at its beginning, so that there is something to change. */
const FIRST: readonly string[] = ['Team', 'Account', 'Account', 'Entry', 'Remark']

/** @param made the model of which rows are made; absent: anything happens */
function anyOperation(random: Random, catalog: Catalog, state: State, made?: string): Operation {
  if (made !== undefined) return { fields: [anyField(random, catalog, state, made)], independent: false }
  const count = random.weighted([
    [6, 1],
    [2, 2],
    [1, 3],
  ])
  // Later fields of an operation do not know what the earlier ones make; that is what makes conflicts.
  const fields = Array.from({ length: count }, () => anyField(random, catalog, state))
  return { fields, independent: random.chance(0.15) }
}

/** What one mutation is made with. */
interface Making {
  readonly random: Random
  readonly catalog: Catalog
  readonly model: CatalogModel
  /** The rows that are there when the operation begins. */
  readonly state: State
  readonly binds: BindList
}

function anyField(random: Random, catalog: Catalog, state: State, made?: string): Operation['fields'][number] {
  const model = modelOf(catalog, made ?? random.pick(['Team', 'Account', 'Account', 'Account', 'Entry', 'Entry', 'Remark']))
  const binds = bindList()
  const make = random.weighted<(making: Making) => Mutation>([
    [4, anyCreate],
    [3, anyUpdate],
    [2, anyUpdateMany],
    [2, anyUpsert],
    [1, anyDelete],
    [0.5, anyDeleteMany],
  ])
  const mutation = (made === undefined ? make : anyCreate)({ random, catalog, model, state, binds })
  const own = random.some(
    [...model.fields.keys()].filter((field) => model.fields.get(field)?.type.kind !== 'json'),
    random.int(1, 4),
  )
  const nested = [...model.relations.values()]
    .filter(() => random.chance(0.3))
    .map((relation): Selected => {
      const target = modelOf(catalog, relation.to)
      return { kind: 'nested', relation: relation.name, one: !relation.many, read: { model: target.name, select: target.key.map(fieldOf) } }
    })
  return { mutation, select: [...own.map(fieldOf), ...nested], values: binds.values }
}

const TEAMS = ['a', 'A', 'b ', 'ü', 'zz']
const EMAILS = ['x@y', 'X@y', 'ann@b', 'bob@b', 'cyd@b', 'däv@b', "o'h@b"]

/** A value for a field, from few so that values meet; parents are nearly always there. */
function anyValue(random: Random, model: CatalogModel, field: string, state: State): Value {
  if (model.fields.get(field)?.nullable === true && random.chance(0.15)) return null
  const rows = (name: string) => state.get(name) ?? []
  const parent = (name: string, of: string, otherwise: Value): Value =>
    rows(name).length === 0 || random.chance(0.04) ? otherwise : (random.pick(rows(name))[of] ?? null)
  switch (`${model.name}.${field}`) {
    case 'Team.code':
      return random.pick(TEAMS)
    case 'Team.name':
      return random.pick(['North', 'north', 'South', 'East', null])
    case 'Team.leadCode':
      return rows('Team').length === 0 ? null : parent('Team', 'code', 'none')
    case 'Account.teamCode':
      return rows('Team').length === 0 ? null : parent('Team', 'code', 'none')
    case 'Account.id':
    case 'Entry.number':
    case 'Remark.number':
      return random.int(1, 6)
    case 'Entry.accountId':
    case 'Remark.accountId':
      return parent('Account', 'id', 99)
    case 'Remark.id':
      return `00000000-0000-7000-8000-00000000000${random.int(0, 7)}`
    case 'Account.email':
      return random.pick(EMAILS)
    case 'Account.hall':
      return random.pick(['n', 's'])
    case 'Account.seat':
      return random.int(1, 3)
    case 'Account.balance':
      return random.pick([0, 1, -5, 2147483647, -2147483648])
    case 'Account.points':
      return random.pick(['0', '7', '9007199254740993', '9223372036854775807'])
    case 'Account.amount':
      return random.pick(['0.00', '12.50', '-0.01', '9999999999.99'])
    case 'Account.ratio':
      return random.pick([0, 0.5, -1.25, 1e300])
    case 'Account.active':
      return random.chance(0.5)
    case 'Account.status':
      return random.pick(['OPEN', 'SHUT'])
    case 'Account.tags':
      return random.pick([[], ['a'], ['b', 'ä', '']])
    case 'Account.size':
      return { wide: random.pick([null, 3]), unit: random.pick([null, 'cm']) }
    case 'Account.data':
      return random.pick<Value>([{}, { a: [1, null, 'x'] }, 'text', [], 5, true])
    case 'Account.madeAt':
      return momentOf(model, random)
    case 'Entry.text':
      return random.pick(['', 'one', "it's", '雪'])
    case 'Entry.value':
      return random.pick(['0.000', '1.500', '-2.125'])
    default:
      throw new Error(`no values for ${model.name}.${field}`)
  }
}

function momentOf(model: CatalogModel, random: Random): Value {
  const type = model.fields.get('madeAt')?.type
  const precision = type?.kind === 'dateTime' ? type.precision : 0
  return `2024-02-29T12:00:0${random.int(0, 9)}.${'120000'.slice(0, precision)}Z`
}

const given = (model: CatalogModel): string[] =>
  [...model.fields.values()].filter((field) => !field.version && field.onUpdate === undefined).map(({ name }) => name)

function anyRow(random: Random, model: CatalogModel, state: State, without: readonly string[] = []): NewRow {
  const values = new Map<string, Value>()
  for (const name of given(model)) {
    if (without.includes(name)) continue
    const field = model.fields.get(name)
    const optional = field?.nullable === true || field?.default !== undefined
    if (!optional || random.chance(0.5)) values.set(name, anyValue(random, model, name, state))
  }
  // References of two fields are there whole or not at all, and lead to a row that is there.
  if (model.name === 'Remark') {
    const entry = random.chance(0.6) && (state.get('Entry') ?? []).length > 0 ? random.pick(state.get('Entry') ?? []) : undefined
    for (const field of ['accountId', 'number']) values.set(field, entry?.[field] ?? null)
  }
  return { values, connect: [], create: [] }
}

function anyCreate({ random, catalog, model, state }: Making): Mutation {
  const rows = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => {
    const row = anyRow(random, model, state)
    if (model.name !== 'Account' || !random.chance(0.4)) return row
    const entries = Array.from({ length: random.int(1, 2) }, () => anyRow(random, modelOf(catalog, 'Entry'), state, ['accountId']))
    return { ...row, create: [{ relation: 'entries', rows: entries }] }
  })
  return { kind: 'create', model: model.name, rows }
}

/** The key of a row: nearly always of one that is there. */
function anyKey(random: Random, model: CatalogModel, state: State): { key: Value[]; row: Row | undefined } {
  const rows = state.get(model.name) ?? []
  const row = rows.length > 0 && random.chance(0.9) ? random.pick(rows) : undefined
  return { key: model.key.map((field) => row?.[field] ?? anyValue(random, model, field, new Map())), row }
}

const NUMBERS: Readonly<Record<string, readonly Value[]>> = {
  balance: [1, -1, 5, 2147483647],
  points: ['1', '-7', '9223372036854775807'],
  amount: ['0.01', '-1.50', '9999999999.99'],
  ratio: [0.25, -2.5],
  value: ['0.125', '-3.000'],
}

function anyChanges(random: Random, model: CatalogModel, state: State): Change[] {
  const fields = given(model).filter((field) => !model.key.includes(field))
  const chosen = random.some(fields, random.int(1, 3))
  if (model.name === 'Remark') {
    const entry = (state.get('Entry') ?? []).length > 0 && random.chance(0.7) ? random.pick(state.get('Entry') ?? []) : undefined
    return ['accountId', 'number'].map((field) => ({ field, op: 'set', value: entry?.[field] ?? null }))
  }
  return chosen.map((field): Change => {
    const steps = NUMBERS[field]
    if (steps !== undefined && random.chance(0.6)) return { field, op: 'increment', value: random.pick(steps) }
    return { field, op: 'set', value: anyValue(random, model, field, state) }
  })
}

const expectedVersion = (random: Random, model: CatalogModel, row: Row | undefined): { version?: Value } =>
  model.fields.has('version') && random.chance(0.4) ? { version: random.chance(0.8) ? (row?.version ?? 1) : 77 } : {}

function anyUpdate({ random, model, state }: Making): Mutation {
  const { key, row } = anyKey(random, model, state)
  return { kind: 'update', model: model.name, key, set: anyChanges(random, model, state), ...expectedVersion(random, model, row) }
}

function anyWhere(random: Random, model: CatalogModel, state: State, binds: BindList): Predicate | undefined {
  const field = random.pick(given(model).filter((name) => !['json', 'list', 'object'].includes(model.fields.get(name)?.type.kind ?? '')))
  const value = anyValue(random, model, field, state)
  const of = fieldOperand([field])
  return random.weighted<() => Predicate | undefined>([
    [1, () => undefined],
    [1, () => TRUE],
    [1, () => ({ kind: 'null', of, negated: random.chance(0.7) })],
    [
      4,
      () =>
        value === null
          ? { kind: 'null', of, negated: false }
          : { kind: 'compare', left: of, op: 'eq', negated: random.chance(0.3), right: binds.bind(value) },
    ],
    [
      1,
      () => {
        const relation = random.pick([...model.relations.values()])
        return { kind: 'exists', relation: relation.name, negated: random.chance(0.4) }
      },
    ],
  ])()
}

function anyUpdateMany({ random, model, state, binds }: Making): Mutation {
  // Of several rows that take the same unique value, which one is told of depends on the order of the writing.
  const unique = model.unique.flat()
  const set = anyChanges(random, model, state).filter(({ field }) => !unique.includes(field))
  const changes: Change[] =
    set.length > 0 ? set : [{ field: lastField(model), op: 'set', value: anyValue(random, model, lastField(model), state) }]
  return {
    kind: 'updateMany',
    model: model.name,
    where: anyWhere(random, model, state, binds),
    atMost: random.pick([1, 2, 20]),
    set: changes,
  }
}

const lastField = (model: CatalogModel): string =>
  ({ Team: 'leadCode', Account: 'active', Entry: 'text', Remark: 'number' })[model.name] ?? ''

function anyUpsert({ random, model, state }: Making): Mutation {
  const target = random.pick([model.key, ...model.unique])
  const row = anyRow(random, model, state)
  const values = new Map(row.values)
  const found = (state.get(model.name) ?? []).filter((one) => target.every((field) => one[field] !== null))
  const meet = found.length > 0 && random.chance(0.6) ? random.pick(found) : undefined
  for (const field of target) {
    let value = meet?.[field] ?? anyValue(random, model, field, state)
    while (value === null) value = anyValue(random, model, field, state)
    values.set(field, value)
  }
  return { kind: 'upsert', model: model.name, row: { ...row, values }, target }
}

function anyDelete({ random, model, state }: Making): Mutation {
  const { key, row } = anyKey(random, model, state)
  return { kind: 'delete', model: model.name, key, ...expectedVersion(random, model, row) }
}

function anyDeleteMany({ random, model, state, binds }: Making): Mutation {
  return { kind: 'deleteMany', model: model.name, where: anyWhere(random, model, state, binds), atMost: random.pick([1, 2, 20]) }
}
