/** The filters that all models share: the operators that each GraphQL type of value takes. */

import type { Enum, InputField, InputObject, InputTypes, ValueType } from './input-types.ts'

/** Groups of operators, beside those of equality that every filter has. */
interface Operators {
  readonly order?: true
  readonly text?: true
}

/** What the values of each face take. StringID is an ID that is made of text. */
const FACES: Readonly<Record<string, Operators & { readonly value?: 'ID' }>> = {
  ID: { order: true },
  StringID: { order: true, text: true, value: 'ID' },
  String: { order: true, text: true },
  Int: { order: true },
  Float: { order: true },
  BigInt: { order: true },
  Decimal: { order: true },
  Date: { order: true },
  Time: { order: true },
  DateTime: { order: true },
  UUID: { order: true },
  Boolean: {},
  Bytes: {},
}

const IS_NULL = 'true: only nulls; false: only values that are not null.'
const MODE = 'Whether A and a are the same for eq, neq, in, notIn, contains, startsWith and endsWith; SENSITIVE if absent.'

export interface SharedInputs {
  /** The filter of values with this face; `type` is given for an enum. */
  filter(face: string, type?: Enum): InputObject
  /** The filter of lists of values with this face. */
  listFilter(face: string, type?: Enum): InputObject
  /** The filter of lists of objects or JSON, whose items are not looked at. */
  objectListFilter(): InputObject
  jsonFilter(): InputObject
  /** The bounds of `between`. */
  range(face: string): InputObject
  direction(): Enum
  relationCountOrder(): InputObject
  /** How a field is grouped: by value, by date or by moment. */
  bucket(kind: 'value' | 'date' | 'dateTime'): Enum
}

export function sharedInputs(types: InputTypes): SharedInputs {
  const matchMode = () =>
    types.enum('MatchMode', 'How text is matched.', {
      SENSITIVE: 'A and a differ.',
      INSENSITIVE: 'A to Z match a to z; all other letters match themselves alone, on every database alike.',
    })
  const range = (face: string) => {
    const type = valueType(face)
    return types.input(`${face}Range`, {
      description: `Two ${face} bounds, both included.`,
      fields: () => ({
        from: { type, required: true, description: 'The least value that matches.' },
        to: { type, required: true, description: 'The greatest value that matches.' },
      }),
    })
  }
  const ordered = (type: ValueType, face: string): Record<string, InputField> => ({
    gt: { type, description: 'Greater, or later.' },
    gte: { type, description: 'Greater or equal.' },
    lt: { type, description: 'Less, or earlier.' },
    lte: { type, description: 'Less or equal.' },
    between: { type: range(face), description: 'From one value to another, both included.' },
  })
  const texts = (): Record<string, InputField> => ({
    contains: { type: 'String', description: 'Has this text anywhere; no character is a wildcard.' },
    startsWith: { type: 'String', description: 'Begins with this text; no character is a wildcard.' },
    endsWith: { type: 'String', description: 'Ends with this text; no character is a wildcard.' },
    mode: { type: matchMode(), description: MODE },
  })
  const direction = () =>
    types.enum('OrderDirection', 'The direction of a sort. Nulls are smallest unless it says otherwise.', {
      ASC: 'Smallest first, nulls before them.',
      DESC: 'Greatest first, nulls at the end.',
      ASC_NULLS_FIRST: 'Smallest first, nulls at the beginning.',
      ASC_NULLS_LAST: 'Smallest first, nulls at the end.',
      DESC_NULLS_FIRST: 'Greatest first, nulls at the beginning.',
      DESC_NULLS_LAST: 'Greatest first, nulls at the end.',
    })
  return {
    filter: (face, type: ValueType = valueType(face)) =>
      types.input(`${face}Filter`, {
        description: `Conditions on ${face === 'StringID' ? 'an ID that is text' : `a value of type ${face}`}. All that are given must hold; null matches none but isNull and distinctFrom.`,
        fields: () => ({
          ...equality(type),
          ...(FACES[face]?.order ? ordered(type, face) : {}),
          ...(FACES[face]?.text ? texts() : {}),
        }),
      }),
    listFilter: (face, type: ValueType = valueType(face)) =>
      types.input(`${face}ListFilter`, {
        description: `Conditions on a list of ${face} values. All that are given must hold; a list that is null matches isNull alone.`,
        fields: () => ({
          has: { type, description: 'The list has this item.' },
          hasSome: { type: [type], description: 'The list has at least one of these items; hasSome: [] matches nothing.' },
          hasEvery: { type: [type], description: 'The list has all of these items; hasEvery: [] matches every list.' },
          ...emptiness(),
        }),
      }),
    objectListFilter: () => types.input('ObjectListFilter', { description: 'Conditions on a list of objects.', fields: emptiness }),
    jsonFilter: () =>
      types.input('JSONFilter', {
        description:
          'Conditions on one place inside a JSON value. All that are given must hold. A place of another type than the value compared with, or none at all, does not match.',
        fields: () => ({
          path: {
            type: ['String'],
            description: 'The object keys that lead to the place; [] or absent is the value itself. Arrays are not entered.',
          },
          eq: { type: 'JSON', description: 'Equal to this string, number or boolean.' },
          neq: { type: 'JSON', description: 'A value of the same type that is not equal; does not match nulls and absent places.' },
          in: { type: ['JSON'], description: 'Equal to one of these values of one type; in: [] matches nothing.' },
          notIn: {
            type: ['JSON'],
            description: 'A value of the same type that is equal to none of these; does not match nulls and absent places.',
          },
          distinctFrom: {
            type: 'JSON',
            description: 'Not equal to this string, number or boolean; matches nulls, absent places and other types.',
          },
          between: {
            type: types.input('JSONRange', {
              description: 'From one string or number to another, both included.',
              fields: () => ({
                from: { type: 'JSON', description: 'The least.', required: true },
                to: { type: 'JSON', description: 'The greatest.', required: true },
              }),
            }),
            description: 'From one string or number to another, both included.',
          },
          gt: { type: 'JSON', description: 'Greater than this string or number.' },
          gte: { type: 'JSON', description: 'Greater than or equal to this string or number.' },
          lt: { type: 'JSON', description: 'Less than this string or number.' },
          lte: { type: 'JSON', description: 'Less than or equal to this string or number.' },
          ...texts(),
          mode: { type: matchMode(), description: 'Whether A and a are the same for eq, neq, in, contains, startsWith and endsWith.' },
          hasKey: { type: 'String', description: 'The place is an object with this key.' },
          isNull: {
            type: 'Boolean',
            description:
              'true: nothing stands at the place, or JSON null. Without a path, true: the whole field is null. false: the opposite.',
          },
        }),
      }),
    range,
    direction,
    relationCountOrder: () =>
      types.input('RelationCountOrderBy', {
        description: 'Sorts by how many related rows there are.',
        oneOf: true,
        fields: () => ({ count: { type: direction(), description: 'The number of related rows.' } }),
      }),
    bucket(kind) {
      const value = { VALUE: 'One group for each value.' }
      if (kind === 'value') return types.enum('ValueBucket', 'How values are grouped.', value)
      const days = {
        ...value,
        DAY: 'One group for each day.',
        WEEK: 'One group for each ISO week; its key is the Monday.',
        MONTH: 'One group for each month; its key is the first day.',
        QUARTER: 'One group for each quarter; its key is the first day.',
        YEAR: 'One group for each year; its key is the first day.',
      }
      if (kind === 'date') return types.enum('DateBucket', 'How dates are grouped.', days)
      return types.enum('TimeBucket', 'How moments are grouped, in UTC; the key is the first moment of the period.', {
        ...days,
        HOUR: 'One group for each hour.',
      })
    },
  }
}

/** The scalar in which values of a face are written. */
const valueType = (face: string): 'ID' => (FACES[face]?.value ?? face) as 'ID'

const equality = (type: ValueType): Record<string, InputField> => ({
  eq: { type, description: 'Equal, exactly: capitals and trailing blanks count, whatever the database thinks of them.' },
  neq: { type, description: 'Not equal; does not match nulls (distinctFrom does).' },
  in: { type: [type], description: 'Equal to one of these; in: [] matches nothing.' },
  notIn: { type: [type], description: 'Equal to none of these; does not match nulls. notIn: [] excludes nothing.' },
  isNull: { type: 'Boolean', description: IS_NULL },
  distinctFrom: { type, description: 'Not equal, where null counts as a value of its own: matches nulls too.' },
})

const emptiness = (): Record<string, InputField> => ({
  isEmpty: { type: 'Boolean', description: 'true: the list has no items; false: it has some. A null list matches neither.' },
  isNull: { type: 'Boolean', description: IS_NULL },
})
