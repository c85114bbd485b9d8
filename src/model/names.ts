/** The names that the graph derives from models: one place, so that the catalog can check them against each other. */

/** `orderLine` for `OrderLine`, `url` for `URL`, `apiKey` for `APIKey`: a leading run of capitals goes down together. */
export function lowerFirst(name: string): string {
  const run = /^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/.exec(name)?.[0] ?? ''
  return run.length <= 1 ? name.charAt(0).toLowerCase() + name.slice(1) : run.toLowerCase() + name.slice(run.length)
}

export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** The plain English plural of a PascalCase name; a model may say otherwise with `plural`. */
export function pluralOf(name: string): string {
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`
  if (/(s|x|z|ch|sh)$/i.test(name)) return `${name}es`
  return `${name}s`
}

/** `order_line` for `orderLine` or `OrderLine`, `api_key` for `APIKey`: the default physical name in SQL. */
export function snakeCase(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

/** Root field of one row by key: `product`. */
export const singleField = (model: string): string => lowerFirst(model)

/** Root field of one row by a unique group: `productBySku`, `seatByHallAndNumber`. */
export const uniqueField = (model: string, fields: readonly string[]): string =>
  `${lowerFirst(model)}By${fields.map(upperFirst).join('And')}`

/** Root field of many rows: `products`; `sheepList` where singular and plural are the same. */
export function manyField(model: string, plural: string): string {
  const many = lowerFirst(upperFirst(plural))
  return many === lowerFirst(model) ? `${many}List` : many
}

export type MutationName = 'create' | 'createMany' | 'update' | 'updateMany' | 'upsert' | 'delete' | 'deleteMany'

/** The mutations of a model: `createProduct`, `createProducts` and so on. */
export function mutationFields(model: string, plural: string): Readonly<Record<MutationName, string>> {
  const [one, many] = [upperFirst(model), upperFirst(manyField(model, plural))]
  return {
    create: `create${one}`,
    createMany: `create${many}`,
    update: `update${one}`,
    updateMany: `update${many}`,
    upsert: `upsert${one}`,
    delete: `delete${one}`,
    deleteMany: `delete${many}`,
  }
}

/** What stands beside the rows in the answer of a mutation. */
export const PAYLOAD_FIELDS: readonly string[] = ['affected', 'independent']

export const payloadType = (mutation: string): string => `${upperFirst(mutation)}Payload`
export const createInput = (model: string): string => `Create${model}Input`
export const updateInput = (model: string): string => `Update${model}Input`
export const conflictEnum = (model: string): string => `${model}Conflict`
/** The key of a row that is there. */
export const keyInput = (model: string): string => `${model}KeyInput`
/** Related rows of a new row: one that is there, one that is there or new, new ones. */
export const connectInput = (model: string): string => `${model}ConnectInput`
export const linkInput = (model: string): string => `${model}LinkInput`
export const nestedInput = (model: string): string => `${model}NestedInput`
/** The input of a nested object. */
export const objectInput = (name: string): string => `${name}Input`

/** `SKU`, `HALL_AND_NUMBER`: a key or unique group as a value of the model's conflict enum. */
export const conflictValue = (fields: readonly string[]): string => fields.map((field) => snakeCase(field).toUpperCase()).join('_AND_')

/** Every GraphQL type name that one model brings with it. */
export function modelTypeNames(model: string, plural: string): readonly string[] {
  return [
    ...Object.values(mutationFields(model, plural)).map(payloadType),
    ...[createInput, updateInput, conflictEnum, keyInput, connectInput, linkInput, nestedInput].map((name) => name(model)),
    ...readTypeNames(model),
  ]
}

function readTypeNames(model: string): readonly string[] {
  return [
    '',
    'Connection',
    'Edge',
    'Where',
    'OrderBy',
    'Aggregate',
    'Group',
    'GroupKey',
    'GroupBy',
    'GroupOrderBy',
    'Having',
    'RelationFilter',
    'CountFilter',
    'CountDistinct',
    'Sum',
    'Avg',
    'Min',
    'Max',
    ...['CountDistinct', 'Sum', 'Avg', 'Min', 'Max'].flatMap((aggregate) => [`${aggregate}Having`, `${aggregate}OrderBy`]),
  ].map((suffix) => `${model}${suffix}`)
}

/** Every GraphQL type name that a nested object brings with it. */
export const objectTypeNames = (name: string): readonly string[] =>
  ['', 'Where', 'OrderBy', 'GroupBy', 'GroupKey', 'Input'].map((suffix) => `${name}${suffix}`)

/** Every GraphQL type name that an enum brings with it. */
export const enumTypeNames = (name: string): readonly string[] => ['', 'Filter', 'ListFilter'].map((suffix) => `${name}${suffix}`)

/** The types of the admin part of the graph. */
export const ADMIN_TYPES: readonly string[] = [
  ...['Admin', 'AdminDatasource', 'AdminDatasourceRole', 'AdminCapabilities', 'AdminPool', 'AdminSetting', 'AdminBackup'],
  ...['AdminModel', 'AdminField', 'AdminRelation', 'AdminHealth', 'AdminCondition', 'AdminTrouble', 'AdminFailure'],
  ...['AdminStats', 'AdminSessions', 'AdminTableStats', 'AdminActivity', 'AdminErrorCount', 'AdminSlowStatement'],
  ...['AdminPlan', 'AdminPlanStep', 'AdminPlanKeys', 'AdminPlanPurpose', 'AdminQueryResult'],
]

/** The types of input that all models share. */
export const SHARED_INPUTS: readonly string[] = [
  ...[
    'OrderDirection',
    'MatchMode',
    'ValueBucket',
    'DateBucket',
    'TimeBucket',
    'RelationCountOrderBy',
    'JSONFilter',
    'JSONRange',
    'ObjectListFilter',
    ...['IntChange', 'BigIntChange', 'FloatChange', 'DecimalChange'],
  ],
  ...['ID', 'StringID', 'String', 'Int', 'Float', 'BigInt', 'Decimal', 'Date', 'Time', 'DateTime', 'UUID'].flatMap((face) => [
    `${face}Filter`,
    `${face}Range`,
    `${face}ListFilter`,
  ]),
  ...['Boolean', 'Bytes'].flatMap((face) => [`${face}Filter`, `${face}ListFilter`]),
]

/** The name with its article, as it sounds: an Order, a User. */
export const one = (name: string): string => `${/^(?!Eu|One|U[a-z][aeiou])[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`
