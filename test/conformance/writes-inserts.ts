/** Inserts: every type both ways, constraints, conflicts. */

import type { Value } from '../../src/base/json.ts'
import { productRow, size } from './writes-catalog.ts'
import { fails, insert, meets, type WriteCase } from './writes-say.ts'

const product = (of: Parameters<typeof productRow>[0]) => productRow({ id: 10, sku: 'n', ...of })
const one = (name: string, of: Parameters<typeof productRow>[0], outcome = meets(1)): WriteCase => ({
  name,
  steps: [insert('Product', [product(of)], outcome)],
  ...('error' in outcome ? {} : { after: [{ model: 'Product', where: { id: 10 }, has: product(of) }] }),
})

const LONG = 'ab'.repeat(60_000)
const TEXT = 'Ärger 日本語 \u{1F600} \u{10FFFF} \uFFFD "quoted" \'single\' back\\slash tab\t line\n %_ $1 ?1 @p1 {x} \u00a0 e\u0301'
const ODD: Value = {
  'a.b': 1,
  $c: '$d',
  '"q"': [null, true],
  '': 0,
  _bsontype: 'x',
  5: 'five',
  nested: { deep: [{ x: 1e-7 }, 1e21, -0.5] },
}

export const insertCases: readonly WriteCase[] = [
  one('nothing but what must be', {}),
  ...[TEXT, '', ' ', 'trailing  ', LONG, '\u0001', '{"json":"text"}', 'null'].map((title) =>
    one(`the text ${JSON.stringify(title.slice(0, 30))}`, { title }),
  ),
  ...[0, 1, -1, 2147483647, -2147483648].map((quantity) => one(`the int ${quantity}`, { quantity })),
  ...['0', '9223372036854775807', '-9223372036854775808', '9007199254740993'].map((count) => one(`the bigInt ${count}`, { count })),
  ...[0, 0.1, -0.1, 1e-300, 5e-324, 1.7976931348623157e308, 123456789.12345679, 2 ** 53, 1 / 3].map((ratio) =>
    one(`the float ${ratio}`, { ratio }),
  ),
  ...['0.00', '-0.01', '999999.99', '-999999.99', '0.10'].map((price) => one(`the decimal ${price}`, { price })),
  ...['0.000001', '123456789012.123456', '-999999999999.999999'].map((weight) => one(`the decimal ${weight}`, { weight })),
  ...['1000-01-01', '1970-01-01', '2024-02-29', '9999-12-31'].map((made) => one(`the day ${made}`, { made })),
  ...['00:00:00.000', '23:59:59.999', '12:34:56.007'].map((opens) => one(`the time ${opens}`, { opens })),
  ...['1970-01-01T00:00:00.000Z', '2026-10-25T01:30:00.999Z', '9999-12-31T23:59:59.999Z', '1753-01-01T00:00:00.001Z'].map((seen) =>
    one(`the moment ${seen}`, { seen }),
  ),
  one('a uuid', { token: 'ffffffff-ffff-4fff-bfff-ffffffffffff' }),
  ...([{}, [], { a: null }, 'text', 0.1, 12345678901234, true, false, ['x', 1, { y: [] }], ODD] as Value[]).map((data) =>
    one(`the JSON ${JSON.stringify(data).slice(0, 30)}`, { data }),
  ),
  ...['', 'AA==', 'AAECAwQFBgc=', Buffer.alloc(10_000, 0xfe).toString('base64')].map((photo) =>
    one(`the bytes ${photo.slice(0, 20)}`, { photo }),
  ),
  ...['DRAFT', 'OPEN', 'DONE'].map((status) => one(`the enum ${status}`, { status })),
  ...[[], ['x'], ['', ' ', TEXT, 'x', 'x']].map((tags) => one(`the list of texts of ${tags.length}`, { tags })),
  one('lists of numbers', { scores: [3, -1, 0, 3], rates: ['0.10', '-999999.99'] }),
  one('an object', {
    size: size({
      unit: TEXT,
      height: '-0.001',
      ratio: 0.1,
      count: '-9223372036854775808',
      flag: false,
      grade: 'DRAFT',
      marks: [],
      box: { deep: null, label: '' },
    }),
  }),
  one('an object of nothing', { size: size({}) }),
  {
    name: 'fields of an object',
    steps: [
      insert(
        'Product',
        [{ id: 10, sku: 'n', quantity: 1, price: '1.00', scores: [], version: 1, 'size.unit': 'm', 'size.box.deep': 4 }],
        meets(1),
      ),
    ],
    after: [{ model: 'Product', where: { id: 10 }, has: { size: size({ unit: 'm', box: { deep: 4, label: null } }), title: null } }],
  },
  {
    name: 'many rows in one go, in any order',
    steps: [
      insert(
        'Product',
        Array.from({ length: 300 }, (_, i) => productRow({ id: 1000 - i, sku: `n${i}`, title: `T${i}`, shopId: (i % 3) + 1 })),
        meets(300),
      ),
    ],
  },
  {
    name: 'no rows',
    steps: [
      insert('Shop', [{ id: 10, name: 'x' }], meets(1)),
      { ...insert('Shop', [], meets(0)), write: insert('Shop', [{ id: 1, name: '' }]).write, binds: [[]] },
    ],
  },
  {
    name: 'a composite key',
    steps: [
      insert(
        'Line',
        [
          { productId: 3, number: 1, amount: 1 },
          { productId: 3, number: 2 },
        ],
        meets(2),
      ),
    ],
  },
  {
    // Parents first: MySQL and MariaDB look at each row as it goes in.
    name: 'rows that refer to each other and to themselves',
    steps: [
      insert(
        'Shop',
        [
          { id: 11, name: 'y' },
          { id: 10, name: 'x', parentId: 11 },
          { id: 12, name: 'z', parentId: 12 },
        ],
        meets(3),
      ),
    ],
  },
  {
    name: 'numbers of the database',
    steps: [insert('Ticket', [{ label: 'a' }], meets(1)), insert('Ticket', [{ label: 'b', quantity: 3 }], meets(1))].map((step) => step),
  },

  // Constraints.
  { name: 'a key twice', steps: [insert('Shop', [{ id: 1, name: 'x' }], fails('UNIQUE_VIOLATION', 'id'))] },
  {
    name: 'a composite key twice',
    steps: [insert('Line', [{ productId: 1, number: 2 }], fails('UNIQUE_VIOLATION', 'productId', 'number'))],
  },
  { name: 'a unique value twice', steps: [insert('Shop', [{ id: 10, name: 'South' }], fails('UNIQUE_VIOLATION', 'name'))] },
  {
    name: 'a unique value of another column name twice',
    steps: [insert('Product', [product({ sku: 'b' })], fails('UNIQUE_VIOLATION', 'sku'))],
  },
  {
    name: 'a unique pair twice',
    steps: [insert('Product', [product({ shelf: 'A', place: 2 })], fails('UNIQUE_VIOLATION', 'shelf', 'place'))],
  },
  {
    name: 'a unique value twice within the rows',
    steps: [
      insert(
        'Shop',
        [
          { id: 10, name: 'x' },
          { id: 11, name: 'x' },
        ],
        fails('UNIQUE_VIOLATION', 'name'),
      ),
    ],
  },
  {
    name: 'unique values that differ in case or accents alone',
    steps: [
      insert(
        'Shop',
        [
          { id: 10, name: 'north' },
          { id: 11, name: 'NORTH' },
          { id: 12, name: 'Nörth' },
          { id: 13, name: ' North' },
        ],
        meets(4),
      ),
    ],
  },
  {
    name: 'unique values that differ in blanks at the end alone',
    steps: [insert('Shop', [{ id: 11, name: 'North ' }], meets(1))],
    unless: { engine: 'sqlserver', because: 'To SQL Server such values are the same in a key or a unique index.' },
  },
  {
    name: 'half of a unique pair null, twice',
    steps: [
      insert(
        'Product',
        [product({ shelf: 'A' }), product({ id: 11, sku: 'o', shelf: 'A' }), product({ id: 12, sku: 'p', place: 1 })],
        meets(3),
      ),
    ],
  },
  { name: 'a reference to nothing', steps: [insert('Line', [{ productId: 99, number: 1 }], fails('FOREIGN_KEY_VIOLATION', 'productId'))] },
  {
    name: 'a reference to nothing, nullable',
    steps: [insert('Product', [product({ shopId: 99 })], fails('FOREIGN_KEY_VIOLATION', 'shopId'))],
  },
  {
    name: 'a reference to nothing in the own table',
    steps: [insert('Shop', [{ id: 10, name: 'x', parentId: 99 }], fails('FOREIGN_KEY_VIOLATION', 'parentId'))],
  },
  { name: 'a reference of null', steps: [insert('Shop', [{ id: 10, name: 'x', parentId: null }], meets(1))] },
  { name: 'a null where there must be a value', steps: [insert('Shop', [{ id: 10, name: null }], fails('NOT_NULL_VIOLATION', 'name'))] },
  { name: 'a null under another column name', steps: [insert('Product', [product({ sku: null })], fails('NOT_NULL_VIOLATION', 'sku'))] },
  {
    name: 'a value left out where there must be one',
    steps: [insert('Shop', [{ id: 10, city: 'x' }], fails('NOT_NULL_VIOLATION', 'name'))],
  },
  {
    name: 'one bad row among many: none goes in',
    steps: [
      insert(
        'Shop',
        [...Array.from({ length: 20 }, (_, i) => ({ id: 100 + i, name: `s${i}` })), { id: 1, name: 'x' }],
        fails('UNIQUE_VIOLATION', 'id'),
      ),
    ],
  },

  // Conflicts.
  {
    name: 'or nothing, by a unique value',
    steps: [
      insert(
        'Shop',
        [
          { id: 10, name: 'x' },
          { id: 11, name: 'South' },
          { id: 12, name: 'y' },
        ],
        {},
        { target: ['name'], set: 'nothing' },
      ),
    ],
    after: [{ model: 'Shop', where: { name: 'South' }, has: { id: 2, city: null } }],
  },
  {
    name: 'or nothing, by the key',
    steps: [insert('Line', [{ productId: 1, number: 1, amount: 99 }], {}, { target: ['productId', 'number'], set: 'nothing' })],
  },
  {
    name: 'or update: a new row',
    steps: [insert('Shop', [{ id: 10, name: 'x', city: 'new' }], meets(1), { target: ['name'], set: ({ set }) => [set('city', 'old')] })],
    after: [{ model: 'Shop', where: { id: 10 }, has: { city: 'new' } }],
  },
  {
    name: 'or update: a row that is there',
    steps: [
      insert('Shop', [{ id: 10, name: 'South', city: 'new' }], meets(1), { target: ['name'], set: ({ set }) => [set('city', 'old')] }),
    ],
    after: [{ model: 'Shop', where: { id: 2 }, has: { city: 'old', parentId: 1 } }],
  },
  {
    name: 'or update: counted up, inside an object too',
    steps: [
      insert('Product', [product({ sku: 'a' })], meets(1), {
        target: ['sku'],
        set: ({ set, add }) => [
          add('version', 1),
          add('quantity', -4),
          add('price', '0.10'),
          set('status', 'DONE'),
          set('tags', ['x']),
          set('size.unit', 'km'),
          set('size.box.deep', null),
        ],
      }),
    ],
    after: [
      { model: 'Product', where: { id: 1 }, has: { version: 2, quantity: 6, price: '20.00', status: 'DONE', tags: ['x'], title: 'First' } },
    ],
  },
  {
    name: 'or update: another unique value stands in the way',
    steps: [
      insert('Shop', [{ id: 1, name: 'x' }], fails('UNIQUE_VIOLATION', 'id'), { target: ['name'], set: ({ set }) => [set('city', 'x')] }),
    ],
  },
  {
    name: 'or update: into the way of another row',
    steps: [
      insert('Shop', [{ id: 10, name: 'South' }], fails('UNIQUE_VIOLATION', 'name'), {
        target: ['name'],
        set: ({ set }) => [set('name', 'North')],
      }),
    ],
  },
]
