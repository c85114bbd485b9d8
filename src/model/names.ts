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

/** Every GraphQL type name that one model brings with it. */
export function modelTypeNames(model: string): readonly string[] {
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
  ['', 'Where', 'OrderBy', 'GroupBy', 'GroupKey'].map((suffix) => `${name}${suffix}`)

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
  ],
  ...['ID', 'StringID', 'String', 'Int', 'Float', 'BigInt', 'Decimal', 'Date', 'Time', 'DateTime', 'UUID'].flatMap((face) => [
    `${face}Filter`,
    `${face}Range`,
    `${face}ListFilter`,
  ]),
  ...['Boolean', 'Bytes'].flatMap((face) => [`${face}Filter`, `${face}ListFilter`]),
]
