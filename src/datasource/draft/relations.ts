/** Foreign keys as relations, both ways, named by the columns that make them. */

import type { Field, FieldType, OnDelete, Relation } from '../../model/model.ts'
import { lowerFirst, pluralOf, upperFirst } from '../../model/names.ts'
import { joinAlike } from '../../model/scalars.ts'
import { tableKey } from '../naming.ts'
import { type Draft, fieldsOf, isKeyKind, sameGroup } from './model.ts'
import { camel, nameGiver, pascal, pluralWord, singular, wordsOf } from './names.ts'
import { placeOf } from './table.ts'

/** A foreign key between two models. */
interface Link {
  readonly child: Draft
  readonly parent: Draft
  readonly fields: readonly string[]
  readonly references: readonly string[]
  readonly onDelete: OnDelete | null
  /** What the parent is to the child, in words: `support`, `rep`; the parent's own words where the columns do not say. */
  readonly role: readonly string[]
}

/** Words that only say that a column is a key. */
const KEY_WORDS = new Set(['id', 'ids', 'key', 'fk', 'pk', 'uuid', 'guid', 'oid', 'ref', 'code', 'no', 'nr', 'num', 'number'])

/** Adds to each draft the relations that its foreign keys and those of others make. */
export function relate(drafts: ReadonlyMap<string, Draft>, notes: string[]): void {
  const links = linksOf(drafts, notes)
  // Own fields and single parents have the best right to a short name, then children, then what lies beyond them.
  const pairs = links.map((link) => ({ link, many: !isUnique(link.child, link.fields) }))
  for (const { link } of pairs) addParent(link, links)
  for (const { link, many } of pairs) addChildren(link, many, links, notes)
  for (const draft of drafts.values()) addFar(draft, links)
}

const relationName = (draft: Draft) => nameGiver((name) => draft.fields.has(name) || draft.relations.has(name) || RESERVED.has(name))
const RESERVED: ReadonlySet<string> = new Set(['nodeId', 'and', 'or', 'not'])

function linksOf(drafts: ReadonlyMap<string, Draft>, notes: string[]): Link[] {
  const found: { child: Draft; parent: Draft; fields: readonly string[]; references: readonly string[]; onDelete: OnDelete | null }[] = []
  const seen = new Set<string>()
  for (const child of drafts.values())
    for (const key of child.table?.foreignKeys ?? []) {
      const parent = drafts.get(tableKey(key.schema, key.table))
      // Between two models of a person's own, the person has decided.
      if (child.existing && (parent === undefined || parent.existing)) continue
      if (parent === undefined) {
        notes.push(
          `The foreign key of ${child.name} (${key.columns.join(', ')}) to ${placeOf({ schema: key.schema, name: key.table })} is no relation: that table has no model.`,
        )
        continue
      }
      const about = `The foreign key of ${child.name} (${key.columns.join(', ')}) to ${parent.name} is no relation:`
      const fields = fieldsOf(child, key.columns)
      const references = fieldsOf(parent, key.references)
      if (fields === undefined || references === undefined) notes.push(`${about} one of its columns has no field.`)
      else if (![...fields.map((name) => isKeyKind(child, name)), ...references.map((name) => isKeyKind(parent, name))].every(Boolean))
        notes.push(`${about} its columns are of a type that joins nothing.`)
      else if (!isUnique(parent, references)) notes.push(`${about} ${references.join(', ')} is neither the key nor unique there.`)
      else {
        const id = JSON.stringify([child.name, fields, parent.name, references])
        if (!seen.has(id)) found.push({ child, parent, fields, references, onDelete: key.onDelete })
        seen.add(id)
      }
    }
  unify(found)
  return found.flatMap((link) => {
    const [at] = link.fields.flatMap((name, i) => (joinsAt(link, name, link.references[i] ?? '') ? [] : [i]))
    if (at === undefined) return [{ ...link, role: roleOf(link) }]
    const ends = [
      `${link.fields[at]} is ${kindAt(link.child, link.fields[at])}`,
      `${link.references[at]} is ${kindAt(link.parent, link.references[at])}`,
    ]
    notes.push(
      `The foreign key of ${link.child.name} (${link.fields.join(', ')}) to ${link.parent.name} is no relation: ${ends.join(' and ')}.`,
    )
    return []
  })
}

function joinsAt({ child, parent }: Omit<Link, 'role'>, name: string, reference: string): boolean {
  const [near, far] = [child.fields.get(name), parent.fields.get(reference)]
  return near !== undefined && far !== undefined && joinAlike(near.type, far.type)
}

const kindAt = (draft: Draft, name: string | undefined): FieldType['kind'] | undefined => draft.fields.get(name ?? '')?.type.kind

/** The wider of two types that hold each other's values; both ends of a relation must be of one. */
const WIDER: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ['int bigInt', { kind: 'bigInt' }],
  ['uuid string', { kind: 'string' }],
])

/** Gives the ends of relations one type, where one holds what the other does, until nothing changes. */
function unify(links: readonly Omit<Link, 'role'>[]): void {
  for (let changed = true; changed; ) {
    changed = false
    for (const { child, parent, fields, references } of links)
      for (const [i, name] of fields.entries()) {
        const other = references[i] ?? ''
        const ends = [
          [child, name, kindAt(parent, other)],
          [parent, other, kindAt(child, name)],
        ] as const
        for (const [draft, own, kind] of ends) {
          const type = WIDER.get(`${kindAt(draft, own)} ${kind}`)
          if (type === undefined || draft.existing) continue
          draft.fields.set(own, widened(draft.fields.get(own) as Field, type))
          changed = true
        }
      }
  }
}

/** A default of the narrower type is none of the wider: 1 is no BigInt, '1' is. */
function widened(field: Field, type: FieldType): Field {
  const { default: value, ...rest } = field
  if (typeof value !== 'object') return { ...rest, type }
  return { ...rest, type, default: { value: type.kind === 'bigInt' ? String(value.value) : value.value } }
}

function isUnique(draft: Draft, fields: readonly string[]): boolean {
  return [draft.key, ...draft.unique].some((group) => sameGroup(group, fields))
}

function roleOf({ child, parent, fields, references }: Omit<Link, 'role'>): readonly string[] {
  const referred = parent.fields.get(references[0] ?? '')?.column
  const columnOf = (name: string) => child.fields.get(name)?.column ?? name
  const own = wordsOf(parent.name)
  if (fields.length !== 1) return own
  let words = wordsOf(columnOf(fields[0] ?? ''))
  while (words.length > 1 && KEY_WORDS.has(words.at(-1) ?? '')) words = words.slice(0, -1)
  while (words.length > 1 && ['fk', 'id'].includes(words[0] ?? '')) words = words.slice(1)
  // `customerid`, where names have nothing between their words.
  const glued = words.length === 1 ? /^(.{3,})id$/.exec(words[0] ?? '')?.[1] : undefined
  if (glued !== undefined && glued === own.join('')) return own
  if (glued !== undefined && columnOf(fields[0] ?? '') === referred) return [glued]
  return words.length === 1 && KEY_WORDS.has(words[0] ?? '') ? own : words
}

const isOwnName = ({ role, parent }: Link): boolean =>
  [...role.slice(0, -1), singular(role.at(-1) ?? '')].join() === wordsOf(parent.name).join()
const byFields = (fields: readonly string[]): string => `By${fields.map(upperFirst).join('And')}`

function addParent(link: Link, links: readonly Link[]): void {
  const { child, parent, fields, references, onDelete, role } = link
  if (child.existing) return
  const base = camel(role, 'parent')
  const twins = links.filter((other) => other.child === child && other.parent === parent)
  const whole = fields.length > 1 && twins.length > 1 ? [`${base}${byFields(fields)}`] : []
  const longer = isOwnName(link) ? `${base}${byFields(references)}` : `${base}${parent.name}`
  const name = relationName(child)([...whole, base, longer, `${base}${byFields(fields)}`])
  child.relations.set(name, { kind: 'belongsTo', to: parent.name, fields, references, ...(onDelete === null ? {} : { onDelete }) })
}

const manyOf = ({ name, plural }: Draft): string => lowerFirst(upperFirst(plural ?? pluralOf(name)))

function addChildren(link: Link, many: boolean, links: readonly Link[], notes: string[]): void {
  const { child, parent, fields, references, role } = link
  const base = many ? manyOf(child) : lowerFirst(child.name)
  const twins = links.filter((other) => other.child === child && other.parent === parent)
  const as = `${base}As${pascal(role, 'Parent')}`
  const self = child === parent
  const candidates = self
    ? [...(role.at(-1) === 'parent' ? [many ? 'children' : 'child'] : []), as]
    : twins.length === 1 || isOwnName(link)
      ? [base, as]
      : [as]
  const exact = `${base}${byFields(fields)}`
  const relation: Relation = { kind: many ? 'hasMany' : 'hasOne', to: child.name, fields: references, references: fields }
  const name = relationName(parent)([...(fields.length > 1 && twins.length > 1 ? [exact] : []), ...candidates, exact])
  if (!parent.existing) parent.relations.set(name, relation)
  else
    notes.push(
      `${parent.name} can be followed to ${child.name}; add to its relations: ${name}: ${relation.kind}('${child.name}', { fields: ${list(references)}, references: ${list(fields)} }),`,
    )
}

const list = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}]`

/** A table that does nothing but join two others makes each of them know the other. */
function addFar(join: Draft, links: readonly Link[]): void {
  const own = links.filter(({ child }) => child === join)
  const [a, b] = own
  if (join.existing || own.length !== 2 || a === undefined || b === undefined) return
  const both = [...a.fields, ...b.fields]
  const numbered = join.key.length === 1 && join.fields.get(join.key[0] ?? '')?.generated === 'identity' ? join.key : []
  const others = [...join.fields.keys()].filter((name) => !both.includes(name) && !numbered.includes(name))
  if (others.length > 0 || join.left.length > 0 || new Set(both).size !== both.length || !isUnique(join, both)) return
  for (const [near, far] of [
    [a, b],
    [b, a],
  ] as const) {
    const from = near.parent
    // A relation through a table goes by keys, in the order in which they are declared.
    const keyed = [near, far].every(({ parent, references }) => references.join() === parent.key.join())
    if (from.existing || !keyed) continue
    const self = near.parent === far.parent
    const base =
      self || !isOwnName(far) ? camel([...far.role.slice(0, -1), pluralWord(far.role.at(-1) ?? '')], 'other') : manyOf(far.parent)
    const name = relationName(from)([base, `${base}Through${join.name}`])
    from.relations.set(name, { kind: 'manyToMany', to: far.parent.name, through: join.name, near: near.fields, far: far.fields })
  }
}
