/** Hand-written cases: filters on fields, over the twelve items written by hand. */

import type { Predicate } from '../../src/query/query.ts'
import { ASTRAL, UNFOLDED, WIDE_TILDE, WILD } from './rows-by-hand.ts'
import { all, any, by, type Case, f, isNull, make, not, type Say, under, val } from './say.ts'

/** The ids of the hand-written items for which a filter is true. */
export const items = (name: string, where: (say: Say) => Predicate, ids: readonly number[]): Case =>
  make(
    name,
    (say) => ({ model: 'Item', select: val('id'), where: all(say.is('id', 'lt', 100), where(say)), order: [by('id')] }),
    ids.map((id) => [id]),
  )

const BUT_2 = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const EVERY = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

const equality: readonly Case[] = [
  items('text is equal exactly', (s) => s.is('note', 'eq', 'abc'), [5]),
  items('a trailing blank counts', (s) => s.is('note', 'eq', 'abc '), [6]),
  items('the empty text is a text', (s) => s.is('note', 'eq', ''), [3]),
  items('composed and decomposed letters differ', (s) => s.is('note', 'eq', 'caf\u00e9'), [10]),
  items('every wildcard and quote is itself', (s) => s.is('note', 'eq', WILD), [4]),
  items('ASCII-blind equality', (s) => s.is('note', 'eq', 'aBc', { fold: 'ascii' }), [5, 7]),
  items('ASCII-blind equality folds no other letter', (s) => s.is('note', 'eq', 'k i', { fold: 'ascii' }), []),
  items('ASCII-blind equality leaves the others alone', (s) => s.is('note', 'eq', UNFOLDED, { fold: 'ascii' }), [12]),
  items('neq never matches null', (s) => s.isnt('note', 'eq', 'abc'), [1, 3, 4, 6, 7, 8, 9, 10, 11, 12]),
  items('ASCII-blind neq', (s) => s.isnt('note', 'eq', 'ABC', { fold: 'ascii' }), [1, 3, 4, 6, 8, 9, 10, 11, 12]),
  items('distinctFrom matches null', (s) => s.isnt('note', 'same', 'abc'), [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12]),
  items('same as a value', (s) => s.is('note', 'same', 'abc'), [5]),
  items('same as null', (s) => s.is('note', 'same', null), [2]),
  items('distinct from null', (s) => s.isnt('note', 'same', null), BUT_2),
  items('distinct from null, numbers', (s) => s.isnt('quantity', 'same', null), [1, 3, 4, 5, 6, 8, 9, 10, 11, 12]),
  items('in', (s) => s.is('note', 'in', ['abc', 'ABC', '']), [3, 5, 7]),
  items('in an empty list matches nothing', (s) => s.is('note', 'in', []), []),
  items('not in an empty list matches all but null', (s) => s.isnt('note', 'in', []), BUT_2),
  items('notIn never matches null', (s) => s.isnt('note', 'in', ['abc']), [1, 3, 4, 6, 7, 8, 9, 10, 11, 12]),
  items('ASCII-blind in', (s) => s.is('note', 'in', ['ABC', 'hEAVY'], { fold: 'ascii' }), [1, 5, 7]),
  items('ASCII-blind notIn', (s) => s.isnt('note', 'in', ['ABC'], { fold: 'ascii' }), [1, 3, 4, 6, 8, 9, 10, 11, 12]),
  items('in, numbers', (s) => s.is('quantity', 'in', [5, 2, 1000]), [5, 6, 10, 11]),
  items('in, 64-bit numbers', (s) => s.is('big', 'in', ['9007199254740993', '9']), [1, 8]),
  items('in, decimals', (s) => s.is('price', 'in', ['10.00', '-0.03']), [2, 4, 9]),
  items('in, uuids', (s) => s.is('token', 'in', ['a0000000-0000-4000-8000-000000000004']), [4]),
  items('in, enums', (s) => s.is('status', 'in', ['ALPHA', 'OMEGA']), [1, 5, 6, 9, 11]),
  items('in, floats', (s) => s.is('ratio', 'in', [1e-7, 0]), [7, 9]),
  items('in, moments', (s) => s.is('touchedAt', 'in', ['2021-01-03T23:59:59.999998Z']), [4]),
  items('boolean neq', (s) => s.isnt('active', 'eq', true), [3, 5, 9, 12]),
  items('enum neq', (s) => s.isnt('status', 'eq', 'GAMMA'), [1, 4, 5, 6, 7, 9, 11]),
  items('uuid', (s) => s.is('token', 'eq', 'ffffffff-0000-4000-8000-000000000001'), [1]),
  items('bytes', (s) => s.is('blob', 'eq', 'AAEC'), [1]),
  items('no bytes are bytes', (s) => s.is('blob', 'eq', ''), [3]),
  items('bytes in', (s) => s.is('blob', 'in', ['', 'AAEC', 'AAED']), [1, 3]),
  items('bytes distinct from', (s) => s.isnt('blob', 'same', 'AAEC'), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  items('float by its exact value', (s) => s.is('ratio', 'eq', 0.30000000000000004), [6]),
  items('time by its exact value', (s) => s.is('opensAt', 'eq', '08:00:00.001'), [5]),
]

const comparison: readonly Case[] = [
  items('gt', (s) => s.is('quantity', 'gt', 2), [1, 5, 6, 8, 12]),
  items('not gt never matches null', (s) => not(s.is('quantity', 'gt', 2)), [3, 4, 9, 10, 11]),
  items('between', (s) => all(s.is('price', 'gte', '9.50'), s.is('price', 'lte', '10.00')), [2, 6, 7, 8, 9, 10]),
  items('decimals compare as numbers', (s) => s.is('price', 'gt', '100.00'), [11, 12]),
  items('decimals below zero', (s) => s.is('price', 'lt', '0.00'), [4]),
  items('64-bit equality', (s) => s.is('big', 'eq', '9007199254740993'), [1]),
  items('64-bit gt', (s) => s.is('big', 'gt', '9007199254740992'), [1, 4, 11]),
  items('64-bit numbers compare as numbers', (s) => s.is('big', 'gt', '9'), [1, 2, 4, 7, 11]),
  items('floats', (s) => s.is('ratio', 'gt', 0.3), [1, 6, 8, 11]),
  items('dates', (s) => s.is('madeOn', 'gte', '2021-01-03'), [3, 4, 5, 6]),
  items('times', (s) => s.is('opensAt', 'gt', '08:00:00.000'), [3, 5]),
  items('milliseconds', (s) => s.is('createdAt', 'lte', '2021-01-01T00:00:00.000Z'), [1, 2]),
  items('microseconds', (s) => s.is('touchedAt', 'gt', '2021-01-03T23:59:59.999998Z'), [3, 5]),
  items('text by code point', (s) => s.is('tone', 'gt', 'red', { collation: 'binary' }), [3, 6, 7, 11]),
  items('astral text above the rest', (s) => s.is('tone', 'gt', WIDE_TILDE, { collation: 'binary' }), [6]),
  items('text lte', (s) => s.is('tone', 'lte', 'blue', { collation: 'binary' }), [2, 8, 9, 12]),
  items('false before true', (s) => s.is('active', 'lt', true), [3, 5, 9, 12]),
  items('computed', (s) => s.is(s.computed('Item', 'total'), 'gt', '50.00'), [1, 5, 8, 11, 12]),
  items('computed, rounded half away from zero', (s) => s.is(s.computed('Item', 'margin'), 'in', ['0.005', '-0.005']), [3, 4]),
  items('computed neq never matches null', (s) => s.isnt(s.computed('Item', 'total'), 'eq', '10.00'), [1, 3, 4, 5, 6, 8, 10, 11, 12]),
  items('computed null', (s) => isNull(s.computed('Item', 'total')), [2, 7]),
]

const matches: readonly Case[] = [
  ...['%', '_', '\\', "'", '"', '[a]', '*', '?', '^$.', '%_\\'].map((piece) =>
    items(`contains ${piece}`, (s) => s.is('note', 'contains', piece), [4]),
  ),
  items('startsWith wildcards', (s) => s.is('note', 'startsWith', '100%_'), [4]),
  items('endsWith wildcards', (s) => s.is('note', 'endsWith', '$.'), [4]),
  items('contains is exact in case', (s) => s.is('note', 'contains', 'a'), [1, 4, 5, 6, 8, 10, 11]),
  items('contains, ASCII-blind', (s) => s.is('note', 'contains', 'A', { fold: 'ascii' }), [1, 4, 5, 6, 7, 8, 9, 10, 11]),
  items('contains, ASCII-blind, no sharp s', (s) => s.is('note', 'contains', 'strasse', { fold: 'ascii' }), [9]),
  items(
    'contains, ASCII-blind, no Kelvin',
    (s) => any(s.is('note', 'contains', 'K', { fold: 'ascii' }), s.is('note', 'contains', 'i', { fold: 'ascii' })),
    [],
  ),
  items('startsWith, ASCII-blind', (s) => s.is('note', 'startsWith', 'ab', { fold: 'ascii' }), [5, 6, 7]),
  items('endsWith, ASCII-blind', (s) => s.is('note', 'endsWith', 'C', { fold: 'ascii' }), [5, 7]),
  items('endsWith a blank', (s) => s.is('note', 'endsWith', ' '), [6]),
  items('endsWith does not ignore blanks', (s) => s.is('note', 'endsWith', 'c'), [5]),
  items('startsWith nothing', (s) => s.is('note', 'startsWith', ''), BUT_2),
  items('not contains nothing', (s) => s.isnt('note', 'contains', ''), []),
  items('not contains never matches null', (s) => s.isnt('note', 'contains', 'a'), [3, 7, 9, 12]),
  items('contains an astral character', (s) => s.is('note', 'contains', ASTRAL), [8]),
  items('a letter is not its base', (s) => s.is('note', 'endsWith', 'e'), []),
]

const logic: readonly Case[] = [
  items('and of nothing', () => all(), EVERY),
  items('or of nothing', () => any(), []),
  items('not or of nothing', () => not(any()), EVERY),
  items('not and of nothing', () => not(all()), []),
  items(
    'not or: unknown stays unknown',
    (s) => not(any(s.is('note', 'eq', 'abc'), s.is('quantity', 'eq', 3))),
    [3, 4, 6, 8, 9, 10, 11, 12],
  ),
  items('not and: false decides', (s) => not(all(s.is('note', 'eq', 'abc'), s.is('quantity', 'eq', 5))), [1, 3, 4, 6, 7, 8, 9, 10, 11, 12]),
  items('not not', (s) => not(not(s.is('quantity', 'eq', 5))), [5, 6]),
  items('is null', () => isNull('note'), [2]),
  items('not is null', () => not(isNull('quantity')), [1, 3, 4, 5, 6, 8, 9, 10, 11, 12]),
  items('not notIn', (s) => not(s.isnt('quantity', 'in', [5])), [5, 6]),
  items('not in nothing', (s) => not(s.is('note', 'in', [])), BUT_2),
  items(
    'complement: unknown becomes true',
    (s) => ({ kind: 'not', of: s.is('quantity', 'gt', 2), mode: 'complement' }),
    [2, 3, 4, 7, 9, 10, 11],
  ),
  items(
    'complement of a negation',
    (s) => ({ kind: 'not', of: not(s.is('quantity', 'gt', 2)), mode: 'complement' }),
    [1, 2, 5, 6, 7, 8, 12],
  ),
  make(
    'one field against another',
    (s) => ({
      model: 'Shelf',
      select: val('hall', 'number'),
      where: all(s.is('hall', 'in', ['A', 'B']), { kind: 'compare', left: f('hall'), op: 'eq', negated: true, right: f('overflowHall') }),
    }),
    [['B', 1]],
  ),
]

const nestedPaths: readonly Case[] = [
  items('nested text', (s) => s.is('origin.city', 'eq', 'Oslo'), [1]),
  items('nested text, ASCII-blind', (s) => s.is('origin.city', 'eq', 'OSLO', { fold: 'ascii' }), [1, 4]),
  items('nested neq never matches null', (s) => s.isnt('origin.city', 'eq', 'Oslo'), [4, 5, 6, 8]),
  items('nested distinct from', (s) => s.isnt('origin.city', 'same', 'Oslo'), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  items('nested null', () => isNull('origin.city'), [2, 3, 7, 9, 10, 11, 12]),
  items('an object of nulls is not null', () => isNull('origin'), [2, 7, 9, 10, 11, 12]),
  items('an inner object', () => isNull('origin.spot', true), [1, 4]),
  items('nested numbers compare as numbers', (s) => s.is('origin.level', 'gt', 2), [5, 6]),
  items('nested decimals compare as numbers', (s) => s.is('origin.fee', 'gt', '9.00'), [5, 6]),
  items('nested decimals in', (s) => s.is('origin.fee', 'in', ['-1.00', '2.50']), [1, 8]),
  items('nested date', (s) => s.is('origin.since', 'gte', '2020-06-01'), [8]),
  items('nested enum', (s) => s.is('origin.grade', 'eq', 'GAMMA'), [1]),
  items('twice nested', (s) => s.is('origin.spot.lat', 'eq', '59.9000'), [1, 4]),
  items('twice nested null', () => all(isNull('origin.spot', true), isNull('origin.spot.lon')), [4]),
]

const lists: readonly Case[] = [
  items('has', (s) => s.list('tags', 'has', 'x'), [1, 5, 7, 12]),
  items('has is exact', (s) => s.list('tags', 'has', 'y '), [6]),
  items('not has: a null list is unknown', (s) => s.list('tags', 'has', 'x', true), [3, 4, 6, 8, 10, 11]),
  items('hasSome', (s) => s.list('tags', 'hasSome', ['y', 'X']), [1, 4, 6, 12]),
  items('hasSome of nothing', (s) => s.list('tags', 'hasSome', []), []),
  items('not hasSome of nothing', (s) => s.list('tags', 'hasSome', [], true), [1, 3, 4, 5, 6, 7, 8, 10, 11, 12]),
  items('hasEvery', (s) => s.list('tags', 'hasEvery', ['y', 'x']), [1, 12]),
  items('hasEvery of nothing', (s) => s.list('tags', 'hasEvery', []), [1, 3, 4, 5, 6, 7, 8, 10, 11, 12]),
  items('isEmpty', (s) => s.list('tags', 'isEmpty'), [3]),
  items('not isEmpty', (s) => s.list('tags', 'isEmpty', undefined, true), [1, 4, 5, 6, 7, 8, 10, 11, 12]),
  items('has a wildcard', (s) => s.list('tags', 'has', '%'), [10]),
  items('has quotes', (s) => s.list('tags', 'hasEvery', ['a"b', "c'd"]), [11]),
  items('has an astral character', (s) => s.list('tags', 'has', ASTRAL), [8]),
  items('list of ints', (s) => s.list('scores', 'has', 2), [1, 4, 5, 9]),
  items('list of ints, empty', (s) => s.list('scores', 'isEmpty'), [2, 7]),
  items('list of decimals', (s) => s.list('rates', 'has', '1.50'), [1, 4]),
  items('list null', () => isNull('tags'), [2, 9]),
  items('not (has or isEmpty)', (s) => not(any(s.list('tags', 'has', 'x'), s.list('tags', 'isEmpty'))), [4, 6, 8, 10, 11]),
]

const documents: readonly Case[] = [
  items('JSON text', (s) => s.is(s.json(['a', 'b'], 'string'), 'eq', 'x'), [1]),
  items('JSON text neq: another type is null', (s) => s.isnt(s.json(['a', 'b'], 'string'), 'eq', 'x'), [4, 10]),
  items('JSON text null', (s) => isNull(s.json(['a', 'b'], 'string')), [2, 3, 5, 6, 7, 8, 9, 11, 12]),
  items('JSON of any kind', (s) => isNull(s.json(['a'], 'json'), true), [1, 3, 4, 8, 10, 11, 12]),
  items('JSON text, ASCII-blind', (s) => s.is(s.json(['a', 'b'], 'string'), 'eq', 'X', { fold: 'ascii' }), [1, 4]),
  items('JSON text contains', (s) => s.is(s.json(['a', 'b'], 'string'), 'startsWith', 'x'), [1, 10]),
  items('JSON text at the top of a path', (s) => s.is(s.json(['a'], 'string'), 'eq', 'text'), [3]),
  items('JSON number', (s) => s.is(s.json(['a', 'n'], 'float'), 'gt', 1), [1, 8, 12]),
  items('JSON number below zero', (s) => s.is(s.json(['a', 'n'], 'float'), 'lt', 0), [10]),
  items('JSON number in', (s) => s.is(s.json(['a', 'n'], 'float'), 'in', [1.5, 2]), [1, 8, 12]),
  items('JSON number as text is none', (s) => s.is(s.json(['a', 'n'], 'string'), 'eq', '1.5'), [4]),
  items('JSON boolean', (s) => s.is(s.json(['a', 'flag'], 'boolean'), 'eq', true), [1, 12]),
  items('JSON boolean as number is none', (s) => isNull(s.json(['a', 'flag'], 'float'), true), []),
  items('JSON arrays are not entered', (s) => s.is(s.json(['list', '0'], 'string'), 'eq', 'zero'), [10]),
  items('JSON arrays have no numbers inside', (s) => isNull(s.json(['list', '0'], 'float'), true), []),
  items('a key with a dot', (s) => s.is(s.json(['a.b'], 'float'), 'eq', 1), [3]),
  items('a key with quotes', (s) => s.is(s.json(['"q"'], 'float'), 'eq', 1), [9]),
  items('a key with a dollar', (s) => s.is(s.json(['$d'], 'float'), 'eq', 2), [9]),
  items('JSON distinct from', (s) => s.isnt(s.json(['a', 'flag'], 'boolean'), 'same', true), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
  items('hasKey', (s) => s.hasKey('data', ['a']), [1, 3, 4, 8, 10, 11, 12]),
  items('not hasKey: a null field is unknown', (s) => s.hasKey('data', ['a'], true), [5, 6, 7, 9]),
  items('hasKey whose value is null', (s) => s.hasKey('data', ['k']), [1]),
  items('hasKey inside', (s) => s.hasKey('data', ['a', 'b']), [1, 4, 8, 10, 12]),
  items('hasKey does not enter arrays', (s) => s.hasKey('data', ['list', '0']), [10]),
  items('hasKey with a dot', (s) => s.hasKey('data', ['a.b']), [3]),
  items('a JSON scalar is not null', () => isNull('data'), [2]),
]

export const filterCases: readonly Case[] = [
  ...under('equality', equality),
  ...under('comparison', comparison),
  ...under('match', matches),
  ...under('logic', logic),
  ...under('object', nestedPaths),
  ...under('list', lists),
  ...under('JSON', documents),
]
