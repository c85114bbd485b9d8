/** What can be wrong with models, found all at once; each fault names model, file and remedy. */

import type { Expression } from './computed.ts'
import type { Field, FieldType, ModelDefinition, ModelSource, Relation } from './model.ts'
import {
  ADMIN_TYPES,
  enumTypeNames,
  manyField,
  modelTypeNames,
  mutationFields,
  objectTypeNames,
  PAYLOAD_FIELDS,
  pluralOf,
  SHARED_INPUTS,
  singleField,
  snakeCase,
  uniqueField,
} from './names.ts'
import { canonical, joinAlike, KEY_KINDS, type ScalarType } from './scalars.ts'

const KEY_WORDS = [...KEY_KINDS].join(', ').replace(/, (\w+)$/, ' or $1')

const NAME = /^[A-Za-z][_0-9A-Za-z]*$/
const MODEL_NAME = /^[A-Z][_0-9A-Za-z]*$/

/** Names that the graph itself uses. */
export const RESERVED_TYPES = [
  ...['Query', 'Mutation', 'Subscription', 'Node', 'PageInfo', 'String', 'Int', 'Float', 'Boolean', 'ID'],
  ...['BigInt', 'Decimal', 'Date', 'Time', 'DateTime', 'UUID', 'JSON', 'Bytes'],
  ...SHARED_INPUTS,
  ...ADMIN_TYPES,
]
// `and`, `or` and `not` combine the conditions that stand beside them; `isNull` stands among the fields of an object.
export const RESERVED_FIELDS = ['nodeId', '__typename', 'and', 'or', 'not']
export const RESERVED_OBJECT_FIELDS = ['and', 'or', 'not', 'isNull']
export const RESERVED_ROOTS = ['node', 'admin']
export const RESERVED_MUTATIONS = ['executeQuery']

/** All faults of these models, in words. */
export function checkModels(sources: readonly ModelSource[]): string[] {
  const faults: string[] = []
  const byName = new Map<string, ModelSource>()
  for (const source of sources) {
    const twin = byName.get(source.model.name)
    if (twin === undefined) byName.set(source.model.name, source)
    else faults.push(`Two models are named ${source.model.name}: one in ${twin.file}, one in ${source.file}. Rename one of them.`)
  }
  for (const { model, file } of byName.values()) {
    const say = (what: string) => faults.push(`${model.name} (${file}): ${what}`)
    checkNames(model, say)
    for (const [name, field] of Object.entries(model.fields)) checkField(model, name, field, say)
    checkKeys(model, say)
    for (const [name, relation] of Object.entries(model.relations ?? {})) checkRelation(model, name, relation, byName, say)
  }
  checkGeneratedNames([...byName.values()], faults)
  return faults
}

type Say = (what: string) => void

function checkNames(model: ModelDefinition, say: Say): void {
  if (!MODEL_NAME.test(model.name)) say(`the name must be letters, digits and _ and begin with a capital letter.`)
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(model.datasource)) say(`the datasource name "${model.datasource}" must be letters, digits, _ and -.`)
  for (const name of Object.keys(model.relations ?? {})) {
    if (!NAME.test(name) || RESERVED_FIELDS.includes(name)) say(`relation ${name}: the name cannot be used in GraphQL; choose another.`)
    if (Object.hasOwn(model.fields, name)) say(`relation ${name} has the name of a field; rename one of them.`)
  }
  const columns = new Map<string, string>()
  for (const [name, field] of Object.entries(model.fields)) {
    if (field.computed !== undefined) continue
    // Compared with case: databases that others made may tell `id` from `ID`.
    const column = field.column ?? snakeCase(name)
    const other = columns.get(column)
    if (other === undefined) columns.set(column, name)
    else say(`fields ${other} and ${name} are both stored as ${column}; give one of them another \`column\`.`)
  }
  if (Object.values(model.fields).filter((field) => field.version).length > 1) say('has two version fields; one is enough.')
}

function checkField(model: ModelDefinition, name: string, field: Field, say: Say): void {
  if (!NAME.test(name) || RESERVED_FIELDS.includes(name))
    say(`field ${name}: the name cannot be used in GraphQL; choose another and give its column.`)
  checkType(name, field.type, say)
  if (field.computed !== undefined) checkExpression(model, name, field.computed, say)
  const kind = field.type.kind
  if (field.generated === 'identity' && kind !== 'int' && kind !== 'bigInt')
    say(`field ${name}: only int and bigInt can be numbered by the database.`)
  if (field.default === 'uuid' && kind !== 'uuid') say(`field ${name}: the default 'uuid' is for uuid fields.`)
  if ((field.default === 'now' || field.onUpdate === 'now') && kind !== 'dateTime' && kind !== 'date')
    say(`field ${name}: 'now' is for date and dateTime fields.`)
  if (field.length !== undefined && kind !== 'string' && kind !== 'list') say(`field ${name}: length is for strings and lists.`)
  for (const rule of ['pattern', 'email'] as const)
    if (field[rule] !== undefined && kind !== 'string') say(`field ${name}: ${rule} is for strings.`)
  const fixed = typeof field.default === 'object' ? field.default.value : undefined
  for (const [what, value] of [
    ['default', fixed],
    ['min', field.min],
    ['maxValue', field.maxValue],
  ] as const)
    if (value !== undefined && value !== null && kind !== 'object' && kind !== 'list') {
      try {
        canonical(field.type as ScalarType, value)
      } catch (error) {
        say(`field ${name}: its ${what} ${error instanceof Error ? error.message : 'is not of its type'}.`)
      }
    }
}

function checkType(name: string, type: FieldType, say: Say): void {
  if (type.kind === 'list') checkType(name, type.of, say)
  if (type.kind === 'object') {
    if (!MODEL_NAME.test(type.name)) say(`field ${name}: the object's name ${type.name} must begin with a capital letter.`)
    if (Object.keys(type.fields).length === 0) say(`field ${name}: the object ${type.name} has no fields.`)
    for (const [inner, field] of Object.entries(type.fields)) {
      if (!NAME.test(inner) || RESERVED_OBJECT_FIELDS.includes(inner))
        say(`field ${name}.${inner}: the name cannot be used in GraphQL; choose another.`)
      if (field.computed !== undefined || field.generated !== undefined || field.version)
        say(`field ${name}.${inner}: only a model's own fields can be computed, generated or a version.`)
      checkType(`${name}.${inner}`, field.type, say)
    }
  }
  if (type.kind === 'decimal' && !(type.scale >= 0 && type.precision >= type.scale && type.precision >= 1 && type.precision <= 38))
    say(`field ${name}: precision must be 1 to 38 and scale 0 to precision.`)
  if ((type.kind === 'time' || type.kind === 'dateTime') && !(type.precision >= 0 && type.precision <= 6))
    say(`field ${name}: precision must be 0 to 6 digits of a second.`)
  if (type.kind === 'enum') {
    if (!MODEL_NAME.test(type.name)) say(`field ${name}: the enum's name ${type.name} must begin with a capital letter.`)
    const names = Object.keys(type.values)
    if (names.length === 0) say(`field ${name}: the enum ${type.name} has no values.`)
    for (const value of names)
      if (!NAME.test(value) || ['true', 'false', 'null'].includes(value))
        say(`field ${name}: the enum value ${value} cannot be used in GraphQL.`)
    if (new Set(Object.values(type.values)).size !== names.length)
      say(`field ${name}: two values of the enum ${type.name} are stored alike.`)
  }
}

function checkExpression(model: ModelDefinition, name: string, expression: Expression, say: Say): void {
  if (expression.kind === 'math') {
    checkExpression(model, name, expression.left, say)
    checkExpression(model, name, expression.right, say)
  } else if (expression.kind === 'value') {
    if (!/^-?\d+(\.\d+)?$/.test(expression.value)) say(`computed field ${name}: "${expression.value}" is not a decimal number.`)
  } else {
    const found = typeOf(model, expression.path)
    if (found === undefined) say(`computed field ${name} uses ${expression.path.join('.')}, which does not exist.`)
    else if (!['int', 'bigInt', 'decimal'].includes(found.kind))
      say(`computed field ${name} uses ${expression.path.join('.')}, which is no exact number (int, bigInt or decimal).`)
    else if (model.fields[expression.path[0]]?.computed !== undefined)
      say(`computed field ${name} uses ${expression.path[0]}, which is computed itself; write its expression out.`)
  }
}

function typeOf(model: ModelDefinition, path: readonly string[]): FieldType | undefined {
  let fields: Readonly<Record<string, Field>> | undefined = model.fields
  let type: FieldType | undefined
  for (const step of path) {
    type = fields !== undefined && Object.hasOwn(fields, step) ? fields[step]?.type : undefined
    fields = type?.kind === 'object' ? type.fields : undefined
  }
  return type
}

function checkKeys(model: ModelDefinition, say: Say): void {
  if (model.key.length === 0) say("has no key. Name the fields that identify a row: key: ['id'].")
  for (const name of model.key) {
    const field = model.fields[name]
    if (field === undefined) say(`the key names ${name}, which is not a field.`)
    else if (!KEY_KINDS.has(field.type.kind as never)) say(`the key field ${name} is ${field.type.kind}; a key is ${KEY_WORDS}.`)
    else if (field.nullable) say(`the key field ${name} may not be nullable.`)
    else if (field.hidden) say(`the key field ${name} may not be hidden.`)
  }
  for (const [what, groups] of [
    ['unique group', model.unique ?? []],
    ['index', model.indexes ?? []],
  ] as const)
    for (const group of groups) {
      if (group.length === 0) say(`an ${what} is empty.`)
      for (const name of group) {
        const field = model.fields[name]
        if (field === undefined) say(`the ${what} names ${name}, which is not a field.`)
        else if (what === 'unique group' && !KEY_KINDS.has(field.type.kind as never))
          say(`the unique field ${name} is ${field.type.kind}; a unique field is ${KEY_WORDS}.`)
        else if (field.computed !== undefined) say(`the ${what} names ${name}, which is computed and not stored.`)
      }
    }
}

function checkRelation(model: ModelDefinition, name: string, relation: Relation, all: ReadonlyMap<string, ModelSource>, say: Say): void {
  const target = all.get(relation.to)?.model
  if (target === undefined) return void say(`relation ${name} goes to ${relation.to}, which is no model. Define it, or correct the name.`)
  if (relation.kind === 'manyToMany') {
    const through = all.get(relation.through)?.model
    if (through === undefined) return void say(`relation ${name} goes through ${relation.through}, which is no model.`)
    checkEnds(name, [model, model.key], [through, relation.near], say)
    checkEnds(name, [through, relation.far], [target, target.key], say)
    return
  }
  checkEnds(name, [model, relation.fields], [target, relation.references], say)
  if (relation.onDelete === 'setNull') {
    const [child, held] = relation.kind === 'belongsTo' ? [model, relation.fields] : [target, relation.references]
    for (const field of held)
      if (child.fields[field] !== undefined && child.fields[field]?.nullable !== true)
        say(`relation ${name} sets ${child.name}.${field} to null on delete, which is not nullable.`)
  }
  const unique = [target.key, ...(target.unique ?? [])].some(
    (group) => group.length === relation.references.length && group.every((field) => relation.references.includes(field)),
  )
  if (relation.kind === 'belongsTo' && !unique)
    say(`relation ${name}: ${relation.references.join(', ')} is neither the key nor unique in ${target.name}, so it may find several rows.`)
}

function checkEnds(
  name: string,
  [a, near]: readonly [ModelDefinition, readonly string[]],
  [b, far]: readonly [ModelDefinition, readonly string[]],
  say: Say,
): void {
  if (near.length === 0 || near.length !== far.length)
    return void say(`relation ${name}: ${near.length} field(s) of ${a.name} against ${far.length} of ${b.name}.`)
  for (const [i, field] of near.entries()) {
    const x = a.fields[field]
    const y = b.fields[far[i] ?? '']
    if (x === undefined) say(`relation ${name} uses ${a.name}.${field}, which is not a field.`)
    else if (y === undefined) say(`relation ${name} uses ${b.name}.${far[i]}, which is not a field.`)
    else if (!KEY_KINDS.has(x.type.kind as never))
      say(`relation ${name}: ${a.name}.${field} is ${x.type.kind}; a relation joins ${KEY_WORDS}.`)
    else if (!joinAlike(x.type, y.type))
      say(
        `relation ${name} joins ${a.name}.${field} (${x.type.kind}) with ${b.name}.${far[i]} (${y.type.kind}); the two must be of one type, with as many digits.`,
      )
  }
}

/** Every name that the graph derives must be said once only. */
function checkGeneratedNames(sources: readonly ModelSource[], faults: string[]): void {
  const types = new Map<string, string>(RESERVED_TYPES.map((name) => [name, 'the graph itself']))
  const roots = new Map<string, string>(RESERVED_ROOTS.map((name) => [name, 'the graph itself']))
  const mutations = new Map<string, string>(RESERVED_MUTATIONS.map((name) => [name, 'the graph itself']))
  const shapes = new Map<string, string>()
  const claim = (names: Map<string, string>, what: string, name: string, by: string) => {
    const other = names.get(name)
    if (other === undefined) names.set(name, by)
    else faults.push(`${by}: its ${what} ${name} is also made by ${other}. Rename a model, or give one of them another \`plural\`.`)
  }
  for (const { model, file } of sources) {
    const by = `${model.name} (${file})`
    for (const name of modelTypeNames(model.name, model.plural ?? pluralOf(model.name))) claim(types, 'type', name, by)
    for (const name of Object.values(mutationFields(model.name, model.plural ?? pluralOf(model.name))))
      claim(mutations, 'mutation', name, by)
    if (
      PAYLOAD_FIELDS.includes(singleField(model.name)) ||
      PAYLOAD_FIELDS.includes(manyField(model.name, model.plural ?? pluralOf(model.name)))
    )
      faults.push(`${by}: rows of it would stand beside ${PAYLOAD_FIELDS.join(' and ')} in what mutations answer. Rename the model.`)
    claim(roots, 'root field', singleField(model.name), by)
    claim(roots, 'root field', manyField(model.name, model.plural ?? pluralOf(model.name)), by)
    for (const group of model.unique ?? []) claim(roots, 'root field', uniqueField(model.name, group), by)
  }
  const tables = new Map<string, string>()
  for (const { model, file } of sources) {
    const table = JSON.stringify([model.datasource, model.schema ?? '', model.source ?? snakeCase(model.plural ?? pluralOf(model.name))])
    const other = tables.get(table)
    if (other === undefined) tables.set(table, `${model.name} (${file})`)
    else faults.push(`${model.name} (${file}): its table is also that of ${other}. Give one of them another \`source\`.`)
  }
  // Enums and objects may be shared between models where they are the same.
  for (const { model, file } of sources) {
    const by = `${model.name} (${file})`
    const visit = (type: FieldType): void => {
      if (type.kind === 'list') visit(type.of)
      if (type.kind !== 'object' && type.kind !== 'enum') return
      const shape = JSON.stringify(type)
      const known = shapes.get(type.name)
      if (known === undefined) {
        shapes.set(type.name, shape)
        for (const name of type.kind === 'enum' ? enumTypeNames(type.name) : objectTypeNames(type.name)) claim(types, 'type', name, by)
      } else if (known !== shape)
        faults.push(`${by}: ${type.name} is declared a second time and differently. Share one declaration, or rename one.`)
      if (type.kind === 'object') for (const inner of Object.values(type.fields)) visit(inner.type)
    }
    for (const field of Object.values(model.fields)) visit(field.type)
  }
}
