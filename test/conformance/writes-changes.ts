/** Updates and deletions: values, sums, places inside objects, filters, constraints. */

import type { Value } from '../../src/base/json.ts'
import { all, any, f, isNull, none, not, some } from './say.ts'
import { size } from './writes-catalog.ts'
import { fails, meets, remove, update, type WriteCase } from './writes-say.ts'

type Row = Readonly<Record<string, Value>>

/** One value set in the first product. */
const sets = (field: string, value: Value): WriteCase => ({
  name: `set ${field} to ${JSON.stringify(value)?.slice(0, 40)}`,
  steps: [update('Product', { id: 1 }, ({ set }) => [set(field, value)], meets(1))],
  after: [{ model: 'Product', where: { id: 1 }, has: { [field]: value } }],
})

const adds = (id: number, field: string, by: Value, to: Value): WriteCase => ({
  name: `add ${JSON.stringify(by)} to ${field} of ${id}`,
  steps: [update('Product', { id }, ({ add }) => [add(field, by)], meets(1))],
  after: [{ model: 'Product', where: { id }, has: { [field]: to } }],
})
const overflows = (id: number, field: string, by: Value): WriteCase => ({
  name: `add ${JSON.stringify(by)} to ${field} of ${id}, which is too much`,
  steps: [update('Product', { id }, ({ add }) => [add(field, by)], fails('BAD_USER_INPUT'))],
})

const whole: Row = {
  unit: 'cm',
  height: '12.500',
  ratio: 0.1,
  count: '9007199254740993',
  flag: true,
  grade: 'DONE',
  marks: [1, 2],
  box: { deep: 3, label: 'x' },
}
/** Something inside the first product's object. */
const inside = (assignments: readonly (readonly [string, Value])[], has: Row): WriteCase => ({
  name: `set ${assignments.map(([at, value]) => `${at} to ${JSON.stringify(value)}`).join(', ')}`,
  steps: [update('Product', { id: 1 }, ({ set }) => assignments.map(([at, value]) => set(at, value)), meets(1))],
  after: [{ model: 'Product', where: { id: 1 }, has: { size: size({ ...whole, ...has }) } }],
})

export const changeCases: readonly WriteCase[] = [
  ...['', 'x ', 'Ä\u{1F600}\'"\\%$1'].map((text) => sets('title', text)),
  ...[
    'title',
    'shopId',
    'count',
    'ratio',
    'active',
    'weight',
    'made',
    'opens',
    'seen',
    'token',
    'data',
    'photo',
    'status',
    'tags',
    'rates',
    'size',
  ].map((field) => sets(field, null)),
  sets('sku', 'A'),
  sets('sku', 'a '),
  sets('quantity', -2147483648),
  sets('count', '-9223372036854775808'),
  sets('ratio', 5e-324),
  sets('active', false),
  sets('price', '-999999.99'),
  sets('weight', '123456789012.123456'),
  sets('made', '1999-12-31'),
  sets('opens', '23:59:59.999'),
  sets('seen', '1999-12-31T23:59:59.999Z'),
  sets('token', '00000000-0000-4000-8000-000000000000'),
  sets('data', { $inc: { x: 1 }, 'a.b': '$title', c: [null] }),
  sets('data', '$title'),
  sets('data', [1, 2]),
  sets('photo', ''),
  sets('photo', '/wAA'),
  sets('status', 'DRAFT'),
  sets('tags', []),
  sets('tags', ['$title', '']),
  sets('title', '$sku'),
  sets('scores', [2147483647, 0]),
  sets('rates', ['0.01']),
  sets('size', size({ unit: '$title', marks: [9] })),
  {
    name: 'what is not said stays, what is said to be null becomes null',
    steps: [update('Product', { id: 1 }, ({ set }) => [set('title', null), set('quantity', 3)], meets(1))],
    after: [
      { model: 'Product', where: { id: 1 }, has: { title: null, quantity: 3, status: 'OPEN', shopId: 1, count: '9007199254740993' } },
    ],
  },
  {
    name: 'what does not change anything meets its rows all the same',
    steps: [
      update(
        'Product',
        { id: 1 },
        ({ set }) => [set('quantity', 10), set('title', 'First'), set('data', { a: [1, 'x', null], b: { c: true } })],
        meets(1),
      ),
    ],
  },
  {
    name: 'no row',
    steps: [update('Product', { id: 99 }, ({ set }) => [set('title', 'x')], meets(0)), remove('Product', { id: 99 }, meets(0))],
  },
  {
    name: 'every row',
    steps: [
      update(
        'Product',
        () => ({ kind: 'const', value: true }),
        ({ set }) => [set('title', 'x')],
        meets(5),
      ),
    ],
  },

  // Sums.
  adds(1, 'quantity', 5, 15),
  adds(1, 'quantity', -11, -1),
  adds(1, 'quantity', 0, 10),
  adds(1, 'count', '-9007199254740994', '-1'),
  adds(4, 'count', '-9223372036854775807', '0'),
  adds(5, 'count', '9223372036854775807', '-1'),
  adds(1, 'ratio', 0.2, 0.1 + 0.2),
  adds(1, 'price', '0.10', '20.00'),
  adds(3, 'price', '7.25', '0.00'),
  adds(5, 'price', '999999.99', '0.00'),
  adds(1, 'weight', '999999999999.999998', '999999999999.999999'),
  adds(2, 'count', '5', null),
  adds(2, 'ratio', 0.5, null),
  adds(2, 'weight', '1.000000', null),
  adds(1, 'version', 1, 2),
  overflows(4, 'quantity', 1),
  overflows(5, 'quantity', -1),
  overflows(4, 'count', '1'),
  overflows(4, 'count', '9223372036854775807'),
  overflows(5, 'count', '-1'),
  overflows(4, 'price', '0.01'),
  overflows(5, 'price', '-0.01'),
  overflows(4, 'ratio', 1.7976931348623157e308),
  {
    name: 'a sum that is too much for one of many rows changes none',
    steps: [
      update(
        'Product',
        () => ({ kind: 'const', value: true }),
        ({ add }) => [add('quantity', 1)],
        fails('BAD_USER_INPUT'),
      ),
    ],
  },
  {
    name: 'sums beside values, of many rows',
    steps: [
      update(
        'Product',
        ({ is }) => is('quantity', 'gt', -100),
        ({ add, set }) => [add('version', 1), set('title', 'x'), add('price', '1.01')],
        fails('BAD_USER_INPUT'),
      ),
      update(
        'Product',
        ({ is }) => all(is('quantity', 'lt', 100), is('quantity', 'gt', -100)),
        ({ add, set }) => [add('version', 1), set('title', 'x'), add('price', '1.01')],
        meets(3),
      ),
    ],
    after: [{ model: 'Product', where: { id: 3 }, has: { version: 2, title: 'x', price: '-6.24' } }],
  },
  {
    name: 'a version that holds, and one that does not any more',
    steps: [
      update('Product', { id: 1, version: 1 }, ({ add, set }) => [add('version', 1), set('title', 'mine')], meets(1)),
      update('Product', { id: 1, version: 1 }, ({ add, set }) => [add('version', 1), set('title', 'theirs')], meets(0)),
    ],
    after: [{ model: 'Product', where: { id: 1 }, has: { version: 2, title: 'mine' } }],
  },

  // Inside objects.
  inside([['size.unit', 'km']], { unit: 'km' }),
  inside([['size.unit', null]], { unit: null }),
  inside([['size.height', '-0.001']], { height: '-0.001' }),
  inside([['size.ratio', 1.7976931348623157e308]], { ratio: 1.7976931348623157e308 }),
  inside([['size.ratio', 1e-7]], { ratio: 1e-7 }),
  inside([['size.count', '-9223372036854775808']], { count: '-9223372036854775808' }),
  inside([['size.flag', false]], { flag: false }),
  inside([['size.grade', 'DRAFT']], { grade: 'DRAFT' }),
  inside([['size.marks', []]], { marks: [] }),
  inside([['size.marks', [7, -7]]], { marks: [7, -7] }),
  inside([['size.unit', 'a"b\\c\'d$e\n\u{1F600}']], { unit: 'a"b\\c\'d$e\n\u{1F600}' }),
  inside([['size.unit', '$title']], { unit: '$title' }),
  inside([['size.box.deep', 99]], { box: { deep: 99, label: 'x' } }),
  inside([['size.box', null]], { box: null }),
  inside([['size.box', { deep: 1, label: null }]], { box: { deep: 1, label: null } }),
  inside(
    [
      ['size.unit', 'x'],
      ['size.box.deep', null],
      ['size.box.label', 'y'],
      ['size.flag', null],
    ],
    { unit: 'x', flag: null, box: { deep: null, label: 'y' } },
  ),
  {
    name: 'inside an object that is not there',
    steps: [update('Product', { id: 3 }, ({ set }) => [set('size.unit', 'x')], meets(1))],
    after: [{ model: 'Product', where: { id: 3 }, has: { size: size({ unit: 'x' }) } }],
  },
  {
    name: 'deep inside an object that is not there',
    steps: [
      update('Product', { id: 3 }, ({ set }) => [set('size.box.deep', 1)], meets(1)),
      update('Product', { id: 2 }, ({ set }) => [set('size.box.label', 'l')], meets(1)),
    ],
    after: [
      { model: 'Product', where: { id: 3 }, has: { size: size({ box: { deep: 1, label: null } }) } },
      { model: 'Product', where: { id: 2 }, has: { size: size({ unit: 'mm', box: { deep: null, label: 'l' } }) } },
    ],
  },
  {
    name: 'inside the objects of many rows, beside other fields',
    steps: [
      update(
        'Product',
        ({ is }) => is('id', 'in', [1, 2, 3]),
        ({ set, add }) => [set('size.unit', 'x'), add('version', 1), set('tags', ['t'])],
        meets(3),
      ),
    ],
  },

  // Filters.
  {
    name: 'by text that differs in case alone',
    steps: [update('Product', { sku: 'c' }, ({ set }) => [set('title', 'x')], meets(1))],
    after: [{ model: 'Product', where: { id: 4 }, has: { title: 'x' } }],
  },
  {
    name: 'by text without its blank',
    steps: [update('Product', { sku: 'd' }, ({ set }) => [set('title', 'x')], meets(0)), remove('Product', { sku: 'd ' }, meets(1))],
  },
  {
    name: 'by null',
    steps: [
      update(
        'Product',
        () => isNull('shopId'),
        ({ set }) => [set('title', 'x')],
        meets(2),
      ),
    ],
  },
  {
    name: 'by members of a list of keys',
    steps: [
      update(
        'Line',
        ({ bind }) => ({
          kind: 'member',
          fields: [['productId'], ['number']],
          of: bind([
            [1, 2],
            [2, 1],
            [9, 9],
          ]),
          negated: false,
        }),
        ({ set }) => [set('note', 'x')],
        meets(2),
      ),
    ],
  },
  {
    name: 'by a decimal and a moment',
    steps: [update('Product', { price: '19.90', seen: '2026-01-31T12:00:00.123Z' }, ({ set }) => [set('title', 'x')], meets(1))],
  },
  {
    name: 'by what is inside an object',
    steps: [update('Product', { 'size.unit': 'cm' }, ({ set }) => [set('size.unit', 'inch')], meets(1))],
  },
  {
    name: 'by an item of a list',
    steps: [
      update(
        'Product',
        ({ list }) => list('tags', 'has', "it's"),
        ({ set }) => [set('title', 'x')],
        meets(1),
      ),
    ],
  },
  {
    name: 'by alternatives and negations',
    steps: [
      update(
        'Product',
        ({ is }) => any(not(is('quantity', 'gte', 0)), is('status', 'eq', 'OPEN')),
        ({ set }) => [set('title', 'x')],
        meets(3),
      ),
    ],
  },
  {
    name: 'by the row it belongs to',
    steps: [
      update(
        'Product',
        ({ is }) => is(f('city', 'shop'), 'eq', 'Oslo'),
        ({ set }) => [set('title', 'x')],
        meets(2),
      ),
    ],
  },
  {
    name: 'by rows that belong to it',
    steps: [
      update(
        'Product',
        ({ is }) => some('lines', is('amount', 'gt', 5)),
        ({ set }) => [set('title', 'x')],
        meets(1),
      ),
    ],
  },
  {
    name: 'by rows that do not belong to it',
    steps: [
      update(
        'Product',
        () => none('lines'),
        ({ set }) => [set('title', 'x')],
        meets(3),
      ),
    ],
  },
  {
    name: 'by rows of the own table',
    steps: [
      update(
        'Shop',
        () => some('branches'),
        ({ set }) => [set('city', 'x')],
        meets(1),
      ),
      update(
        'Shop',
        ({ is }) => is(f('name', 'parent'), 'eq', 'North'),
        ({ set }) => [set('city', 'y')],
        meets(2),
      ),
    ],
  },
  {
    name: 'by rows two steps away, beside the own',
    steps: [
      update(
        'Line',
        ({ is }) => all(is(f('name', 'product', 'shop'), 'eq', 'North'), is('amount', 'gt', 1)),
        ({ set }) => [set('note', 'x')],
        meets(2),
      ),
    ],
  },
  { name: 'removed by what it is', steps: [remove('Line', ({ is }) => is('amount', 'gte', 4), meets(2))] },
  { name: 'removed by a null', steps: [remove('Line', () => isNull('amount'), meets(1))] },
  { name: 'removed by the row it belongs to', steps: [remove('Line', ({ is }) => is(f('sku', 'product'), 'eq', 'a'), meets(2))] },
  { name: 'removed by rows that do not belong to it', steps: [remove('Product', () => all(none('lines'), isNull('shopId')), meets(2))] },
  {
    name: 'removed by rows of the own table',
    steps: [remove('Shop', ({ is }) => all(is(f('name', 'parent'), 'eq', 'North'), none('products')), meets(1))],
  },
  { name: 'removed whole', steps: [remove('Line', () => ({ kind: 'const', value: true }), meets(3))] },
  { name: 'removed not at all', steps: [remove('Line', () => ({ kind: 'const', value: false }), meets(0))] },

  // Constraints.
  {
    name: 'into the way of a unique value',
    steps: [update('Shop', { id: 2 }, ({ set }) => [set('name', 'North')], fails('UNIQUE_VIOLATION', 'name'))],
  },
  {
    name: 'into the way of a unique pair',
    steps: [update('Product', { id: 3 }, ({ set }) => [set('shelf', 'A'), set('place', 1)], fails('UNIQUE_VIOLATION', 'shelf', 'place'))],
  },
  {
    name: 'two rows to one unique value',
    steps: [
      update(
        'Product',
        ({ is }) => is('id', 'in', [1, 2]),
        ({ set }) => [set('sku', 'same')],
        fails('UNIQUE_VIOLATION', 'sku'),
      ),
    ],
  },
  {
    name: 'to a reference to nothing',
    steps: [update('Product', { id: 1 }, ({ set }) => [set('shopId', 99)], fails('FOREIGN_KEY_VIOLATION', 'shopId'))],
  },
  {
    name: 'to null where there must be a value',
    steps: [update('Shop', { id: 2 }, ({ set }) => [set('name', null)], fails('NOT_NULL_VIOLATION', 'name'))],
  },
  {
    name: 'to null under another column name',
    steps: [update('Product', { id: 2 }, ({ set }) => [set('sku', null)], fails('NOT_NULL_VIOLATION', 'sku'))],
  },
  {
    name: 'a key that no row refers to',
    unless: { engine: 'mongodb', because: 'A document keeps its key.' },
    steps: [update('Product', { id: 3 }, ({ set }) => [set('id', 33)], meets(1))],
  },
  { name: 'removed under rows that refer to it', steps: [remove('Product', { id: 1 }, fails('FOREIGN_KEY_VIOLATION'))] },
  { name: 'removed under rows of its own table', steps: [remove('Shop', { id: 1 }, fails('FOREIGN_KEY_VIOLATION'))] },
  {
    name: 'removed together with those that refer to it',
    steps: [remove('Line', { productId: 1 }, meets(2)), remove('Product', { id: 1 }, meets(1))],
  },
]
