/** Drafted models as the text of a file that a person goes on with. */

import type { Value } from '../../base/json.ts'
import type { Field, FieldType, Relation } from '../../model/model.ts'
import type { DraftModel } from '../draft.ts'
import { columnOfField, type Naming } from '../naming.ts'
import { array, call, type Entry, inline, object, quoted, remark, statement, type Text } from './layout.ts'

const FIELDS = '#switchyard/model/fields.ts'
const MODEL = '#switchyard/model/model.ts'

/** By module, the names that these models use of it. */
export type Imports = ReadonlyMap<string, ReadonlySet<string>>

/** The text of one model, from its comments to its last bracket. */
export function modelText({ model, comments, remarks, left }: DraftModel): string {
  const fields = Object.entries(model.fields).map(([name, field]): Entry => entry(name, fieldCall(field), comment(remarks.get(name))))
  const missing = left.map(
    ({ column, nativeType, reason }) => `Left out: ${JSON.stringify(column)} (${nativeType || 'no type'}). ${reason}`,
  )
  const relations = Object.entries(model.relations ?? {}).map(([name, relation]) => entry(name, relationCall(relation)))
  const groups = (of: readonly (readonly string[])[]) => array(of.map(names))
  const definition: Entry[] = [
    entry('datasource', quoted(model.datasource)),
    ...(model.source === undefined ? [] : [entry('source', quoted(model.source))]),
    ...(model.schema === undefined ? [] : [entry('schema', quoted(model.schema))]),
    ...(model.plural === undefined ? [] : [entry('plural', quoted(model.plural))]),
    ...(model.description === undefined ? [] : [entry('description', quoted(model.description))]),
    entry('fields', object(fields, { broken: true, after: missing })),
    entry('key', names(model.key)),
    ...(model.unique === undefined ? [] : [entry('unique', groups(model.unique))]),
    ...(model.indexes === undefined ? [] : [entry('indexes', groups(model.indexes))]),
    ...(model.readOnly === undefined ? [] : [entry('readOnly', String(model.readOnly))]),
    ...(relations.length === 0 ? [] : [entry('relations', object(relations, { broken: true }))]),
  ]
  const body = call('defineModel', [quoted(model.name), object(definition, { broken: true })])
  const above = comments.map((each) => remark(each)).join('')
  return `${above}${statement(`export const ${model.name} = `, body)}\n`
}

/** The whole file. */
export function fileText(datasource: string, models: readonly DraftModel[], notes: readonly string[]): string {
  const head = `/** The models of the datasource ${datasource}: drafted from its tables by \`npm run switchyard -- introspect ${datasource}\`, yours from here on. */\n`
  const imports = [...importsOf(models)].map(([module, used]) => importText(module, [...used])).join('\n')
  const said = notes.map((note) => remark(note)).join('')
  return `${[head, `${imports}\n`, ...(said === '' ? [] : [said]), ...models.map(modelText)].join('\n')}`
}

export const importText = (module: string, used: readonly string[]): string =>
  `import { ${used.toSorted(asImported).join(', ')} } from ${quoted(module)}`

/** As the formatter sorts them. */
const asImported = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)

export function importsOf(models: readonly DraftModel[]): Imports {
  const fields = new Set<string>()
  const model = new Set(['defineModel'])
  const visit = (type: FieldType): void => {
    fields.add(constructorOf(type))
    if (type.kind === 'list') visit(type.of)
    if (type.kind === 'object') for (const field of Object.values(type.fields)) visit(field.type)
  }
  for (const { model: each } of models) {
    for (const field of Object.values(each.fields)) visit(field.type)
    for (const relation of Object.values(each.relations ?? {})) model.add(relation.kind)
  }
  return new Map([
    [FIELDS, fields],
    [MODEL, model],
  ])
}

const constructorOf = ({ kind }: FieldType): string => (kind === 'enum' ? 'enumOf' : kind)
const entry = (key: string, value: Text, above: readonly string[] = []): Entry => ({ key, value, above })
const names = (of: readonly string[]): Text => array(of.map(quoted))
const comment = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text])

/** A field as a person writes it: `string({ max: 40, nullable: true })`. */
export function fieldCall(field: Field): Text {
  const { type } = field
  const options: Entry[] = []
  const add = (key: string, value: Value | undefined) => {
    if (value !== undefined) options.push(entry(key, literal(value)))
  }
  if (type.kind === 'string') add('max', type.max)
  if (type.kind === 'float') add('single', type.single)
  if (type.kind === 'decimal') {
    add('precision', type.precision)
    add('scale', type.scale)
  }
  if (type.kind === 'time' || type.kind === 'dateTime') add('precision', type.precision)
  add('generated', field.generated)
  add('column', field.column)
  add('nullable', field.nullable)
  add('default', field.default)
  add('readOnly', field.readOnly)
  add('description', field.description)
  const given = options.length === 0 ? [] : [object(options)]
  switch (type.kind) {
    case 'enum': {
      const values = Object.entries(type.values).map(([name, stored]) => entry(name, quoted(stored)))
      return call('enumOf', [quoted(type.name), object(values), ...given])
    }
    case 'object': {
      const fields = Object.entries(type.fields).map(([name, inner]) => entry(name, fieldCall(inner)))
      return call('object', [quoted(type.name), object(fields), ...given])
    }
    case 'list':
      return call('list', [fieldCall({ type: type.of }), ...given])
    default:
      return call(constructorOf(type), given)
  }
}

/** A relation as a person writes it. */
export function relationCall(relation: Relation): Text {
  const ends =
    relation.kind === 'manyToMany'
      ? [entry('through', quoted(relation.through)), entry('near', names(relation.near)), entry('far', names(relation.far))]
      : [
          entry('fields', names(relation.fields)),
          entry('references', names(relation.references)),
          ...(relation.onDelete === undefined ? [] : [entry('onDelete', quoted(relation.onDelete))]),
        ]
  return call(relation.kind, [quoted(relation.to), object(ends)])
}

function literal(value: Value): Text {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return array(value.map(literal))
  return object(Object.entries(value).map(([key, inner]) => entry(key, literal(inner))))
}

/** The field of a column as a line to paste into a model; undefined where none stands for it. */
export function fieldLine({ model }: DraftModel, column: string, naming: Naming): string | undefined {
  const found = Object.entries(model.fields).find(([name, field]) => columnOfField(name, field, naming) === column)
  return found === undefined ? undefined : `${found[0]}: ${inline(fieldCall(found[1]))},`
}
