/** The arguments of a mutation as what it asks for; whatever is wrong with them is said at once, before any database is asked. */

import { badInput, type GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { CatalogModel } from '../../model/catalog.ts'
import { conflictValue, type MutationName } from '../../model/names.ts'
import type { ScalarType } from '../../model/scalars.ts'
import { conflictTargets } from '../../model/writable.ts'
import type { Change, Mutation, NewRow } from '../../plan/mutate/mutation.ts'
import { countRows } from '../../plan/mutate/perform.ts'
import { wherePredicate } from '../filter.ts'
import { tupleOf } from '../resolve.ts'
import type { SelectEnv } from '../select/outputs.ts'
import { isIncrementable } from './inputs.ts'
import { readRow } from './row.ts'
import { type Faults, given, type Input, readField, readScalar } from './value.ts'

type Args = Readonly<Record<string, unknown>>

/**
 * @param env its binds receive the values of a filter
 * @throws GatewayError BAD_USER_INPUT with all faults of the input, each with its path
 */
export function readMutation(env: SelectEnv, model: CatalogModel, kind: MutationName, args: Args): Mutation {
  const faults: Faults = []
  const mutation = read(env, model, kind, args, faults)
  if (faults.length > 0)
    throw badInput(
      faults.map(({ path, message }) => `${path} ${message}.`).join(' '),
      faults.map(({ path }) => path),
    )
  return mutation
}

function read(env: SelectEnv, model: CatalogModel, kind: MutationName, args: Args, faults: Faults): Mutation {
  const name = model.name
  const { catalog, limits } = env
  const rows = (inputs: readonly unknown[], path: (i: number) => string): NewRow[] => {
    if (inputs.length > limits.maxBatchSize) throw tooMany(inputs.length, limits.maxBatchSize)
    const made = inputs.map((input, i) => readRow(catalog, model, input as Input, path(i), faults))
    const total = countRows(made)
    if (total > limits.maxBatchSize) throw tooMany(total, limits.maxBatchSize)
    return made
  }
  switch (kind) {
    case 'create':
      return { kind, model: name, rows: rows([args.input], () => 'input') }
    case 'createMany':
      return { kind: 'create', model: name, rows: rows(args.inputs as readonly unknown[], (i) => `inputs[${i}]`) }
    case 'upsert': {
      const [row] = rows([args.input], () => 'input') as [NewRow]
      const target = conflictTargets(model).find((group) => conflictValue(group) === args.conflict) ?? model.key
      for (const { relation } of row.create)
        faults.push({ path: `input.${relation}`, message: 'cannot be made by an upsert; make it with a mutation of its own' })
      for (const field of target)
        if ((row.values.get(field) ?? null) === null)
          faults.push({ path: `input.${field}`, message: 'must be given, because conflict names it' })
      return { kind, model: name, row, target }
    }
    case 'update':
      return {
        kind,
        model: name,
        key: keyOf(model, args),
        ...versionOf(model, args, faults),
        set: changes(model, args.set as Input, faults),
      }
    case 'updateMany':
      return {
        kind,
        model: name,
        where: where(env, model, args),
        atMost: atMost(env, args, faults),
        set: changes(model, args.set as Input, faults),
      }
    case 'delete':
      return { kind, model: name, key: keyOf(model, args), ...versionOf(model, args, faults) }
    case 'deleteMany':
      return { kind, model: name, where: where(env, model, args), atMost: atMost(env, args, faults) }
  }
}

const tooMany = (count: number, most: number): GatewayError =>
  badInput(`${count} rows are too many for one mutation: at most ${most} are allowed. Send them in parts, or raise MAX_BATCH_SIZE.`)

const where = (env: SelectEnv, model: CatalogModel, args: Args) => wherePredicate(env.catalog, model.name, args.where, env.binds, env)

const keyOf = (model: CatalogModel, args: Args): readonly Value[] =>
  tupleOf(
    model,
    model.key,
    model.key.map((field) => args[field]),
  )

function atMost({ limits }: SelectEnv, args: Args, faults: Faults): number {
  const most = args.atMost as number
  if (most < 0) faults.push({ path: 'atMost', message: `is ${most}; it must be 0 or more` })
  if (most > limits.maxBatchSize)
    faults.push({ path: 'atMost', message: `is ${most}; at most ${limits.maxBatchSize} rows are written at once. Raise MAX_BATCH_SIZE` })
  return most
}

function versionOf(model: CatalogModel, { expectedVersion }: Args, faults: Faults): { version?: Value } {
  const field = [...model.fields.values()].find((one) => one.version)
  if (field === undefined || expectedVersion === undefined || expectedVersion === null) return {}
  return { version: readScalar(field.type as ScalarType, expectedVersion, 'expectedVersion', faults) }
}

/** The changes that `set` asks for. */
function changes(model: CatalogModel, set: Input, faults: Faults): Change[] {
  const entries = given(set)
  if (entries.length === 0) faults.push({ path: 'set', message: 'is empty: name at least one field' })
  return entries.map(([name, value]): Change => {
    const field = model.fields.get(name)
    if (field === undefined) throw new Error(`no field ${model.name}.${name}`)
    const path = `set.${name}`
    if (!isIncrementable(model, field) || value === null) return { field: name, op: 'set', value: readField(field, value, path, faults) }
    const [operator, ...more] = given(value as Input)
    if (operator === undefined || more.length > 0) {
      faults.push({ path, message: operator === undefined ? 'must have set or increment' : 'takes set or increment, not both' })
      return { field: name, op: 'set', value: null }
    }
    const [op, operand] = operator
    if (op === 'set') return { field: name, op, value: readField(field, operand, `${path}.set`, faults) }
    if (operand === null) faults.push({ path: `${path}.increment`, message: 'may not be null' })
    return {
      field: name,
      op: 'increment',
      value: operand === null ? null : readScalar(field.type as ScalarType, operand, `${path}.increment`, faults),
    }
  })
}
