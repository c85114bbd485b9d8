/** What MongoDB refuses and look-alikes let pass, found in a pipeline or an update: for servers that cannot be had here. */

import { BSON } from 'mongodb'
import { Hole } from '../src/engines/mongodb/template.ts'

type Doc = Readonly<Record<string, unknown>>
type Variables = ReadonlySet<string>

const isDoc = (part: unknown): part is Doc =>
  part !== null && typeof part === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(part))
const isValue = (part: unknown): boolean => part instanceof Hole || (!isDoc(part) && !Array.isArray(part) && typeof part !== 'string')

/** The version that brought a stage. */
const STAGES: Readonly<Record<string, number>> = {
  ...{ $match: 2, $project: 2, $group: 2, $sort: 2, $limit: 2, $skip: 2, $unwind: 2, $lookup: 3.6, $addFields: 3.4, $facet: 3.4 },
  ...{ $replaceRoot: 3.4, $set: 4.2, $unset: 4.2, $unionWith: 4.4, $setWindowFields: 5, $densify: 5.1, $documents: 5.1, $fill: 5.3 },
}

/** The version that brought an operator, and how many arguments it takes at least and at most; none where it takes them by name. */
type Operator = readonly [since: number, least?: number, most?: number]
const ANY = Number.POSITIVE_INFINITY
const each = (of: Operator, ...names: readonly string[]) => Object.fromEntries(names.map((name) => [`$${name}`, of]))
const OPERATORS: Readonly<Record<string, Operator>> = {
  ...each([2, 2, 2], 'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'cmp', 'subtract', 'divide', 'mod', 'setIsSubset', 'setDifference'),
  ...each([3.2, 2, 2], 'arrayElemAt'),
  ...each([3.4, 2, 2], 'in'),
  ...each([2, 1, 1], 'not', 'toLower', 'year', 'month', 'dayOfMonth', 'hour', 'size'),
  ...each([3.2, 1, 1], 'abs', 'isArray'),
  ...each([3.4, 1, 1], 'type', 'isoWeek', 'isoWeekYear', 'strLenBytes'),
  ...each([4, 1, 1], 'toDecimal', 'toDouble'),
  ...each([4.4, 1, 1], 'isNumber'),
  ...each([2, 0, ANY], 'and', 'or', 'add', 'multiply', 'concat', 'setIntersection'),
  ...each([3.4, 0, ANY], 'mergeObjects'),
  ...each([2, 2, ANY], 'ifNull'),
  ...each([3.2, 1, ANY], 'sum', 'min', 'max', 'avg'),
  ...each([2, 3, 3], 'cond'),
  ...each([3.4, 3, 3], 'substrCP', 'substrBytes'),
  ...each([3.2, 1, 2], 'trunc'),
  ...each([4.2, 1, 2], 'round'),
  ...each([3.2, 2, 3], 'slice'),
  ...each([3.4, 2, 4], 'indexOfArray', 'indexOfBytes'),
  ...each([2], 'literal', 'let'),
  ...each([4], 'convert'),
  ...each([3.6], 'dateFromParts', 'dateFromString', 'dateToString'),
  ...each([5], 'getField', 'dateTrunc', 'setField'),
  ...each([5.2], 'sortArray', 'topN', 'firstN', 'maxN'),
}
const NAMED: Readonly<Record<string, readonly string[]>> = {
  $let: ['vars', 'in'],
  $getField: ['field', 'input'],
  $convert: ['input', 'to', 'onError', 'onNull'],
  $dateFromParts: ['year', 'month', 'day', 'hour', 'isoWeekYear', 'isoWeek'],
  $dateFromString: ['dateString', 'format', 'onError', 'onNull'],
  $dateToString: ['date', 'format', 'onNull'],
}
const ACCUMULATORS = ['$sum', '$min', '$max', '$avg', '$push', '$addToSet', '$first', '$last']
const QUERIES = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$elemMatch', '$type', '$not', '$exists']
const MOST_SORT_KEYS = 32
const MOST_PIPELINES = 20
const DEEPEST = 200
const LARGEST = 16 * 2 ** 20

/** @param version as 5.0 is declared */
export function faultsOf(pipeline: readonly unknown[], version: string): string[] {
  const since = Number.parseFloat(version)
  const faults: string[] = []
  const say = (fault: string, part: unknown) => faults.push(`${fault}: ${JSON.stringify(part)?.slice(0, 300)}`)

  const name = (path: string, part: unknown, dots = true): void => {
    if (path === '' || path.endsWith('.')) say('40352, 40353: an empty name', part)
    for (const step of dots ? path.split('.') : [path]) {
      if (step === '') say('15998: an empty step of a path', part)
      if (step.startsWith('$')) say('16410: a step of a path begins with $', part)
      if (step.includes('\0') || (!dots && step.includes('.'))) say('16411, 16412: a sign that no name has here', part)
    }
  }

  function expression(part: unknown, known: Variables): void {
    if (isValue(part)) return
    if (typeof part === 'string') {
      if (!part.startsWith('$')) return
      const [head = '', ...rest] = part.slice(1).split('.')
      if (head.startsWith('$') && !known.has(head.slice(1))) say('17276: an unknown variable', part)
      name([head.replace(/^\$/, ''), ...rest].join('.'), part)
      return
    }
    if (Array.isArray(part)) {
      for (const one of part) expression(one, known)
      return
    }
    const [[operator, of] = ['', undefined], ...more] = Object.entries(part as Doc)
    if (!operator.startsWith('$')) {
      for (const [key, value] of Object.entries(part as Doc)) {
        name(key, part, false)
        expression(value, known)
      }
      return
    }
    if (more.length > 0) say('15983: an expression with two operators', part)
    const found = OPERATORS[operator]
    if (found === undefined) {
      say('168: an unknown operator', part)
      return
    }
    const [from, least, most = 0] = found
    if (from > since) say(`an operator of ${from}`, part)
    if (operator === '$literal') return
    if (least === undefined) {
      if (!isDoc(of) || Object.keys(of).some((key) => !NAMED[operator]?.includes(key))) say('an argument that is not known', part)
      else named(operator, of, known)
      return
    }
    const given = Array.isArray(of) ? of : [of]
    if (given.length < least || given.length > most) say(`16020: ${given.length} arguments`, part)
    if (operator === '$slice' && typeof given[2] === 'number' && given[2] <= 0) say('28729: nothing to be taken', part)
    for (const one of given) expression(one, known)
  }

  function named(operator: string, of: Doc, known: Variables): void {
    if (operator === '$let') {
      const { vars = {}, in: inner } = of as { vars?: Doc; in?: unknown }
      for (const value of Object.values(vars)) expression(value, known)
      expression(inner, bound(vars, known))
      return
    }
    if (operator === '$getField' && !(typeof of.field === 'string' ? !of.field.startsWith('$') : isDoc(of.field) && '$literal' in of.field))
      say('5654600: a name that is worked out', of)
    if (operator === '$dateFromParts' && 'year' in of === 'isoWeekYear' in of) say('40489, 40515: two kinds of years', of)
    for (const value of Object.values(of)) expression(value, known)
  }

  const bound = (variables: Doc, known: Variables): Variables => {
    for (const one of Object.keys(variables))
      if (!/^[a-z\x80-\uffff][\w\x80-\uffff]*$/.test(one)) say('16867, 16868: a variable is named in another way', one)
    return new Set([...known, ...Object.keys(variables)])
  }

  function query(part: unknown, known: Variables): void {
    if (!isDoc(part)) {
      say('a query is a document', part)
      return
    }
    for (const [key, of] of Object.entries(part)) {
      if (key === '$and' || key === '$or' || key === '$nor') {
        if (!Array.isArray(of) || of.length === 0) say('2: and, or of nothing', part)
        else for (const one of of) query(one, known)
      } else if (key === '$expr') expression(of, known)
      else if (key.startsWith('$')) say('2: an unknown operator at the top', part)
      else {
        name(key, part)
        condition(of)
      }
    }
  }

  function condition(of: unknown): void {
    if (!isDoc(of)) return
    for (const [operator, value] of Object.entries(of)) {
      if (!QUERIES.includes(operator)) say('2: an unknown operator', of)
      const many = operator === '$in' || operator === '$nin'
      if (many && !(value instanceof Hole) && !Array.isArray(value)) say('2: a list is needed', of)
      if (operator === '$not' || operator === '$elemMatch') condition(value)
    }
  }

  const paths = (part: Doc): void => {
    const all = Object.keys(part)
    if (all.length === 0) say('40177: no field at all', part)
    for (const path of all) {
      name(path, part)
      if (all.some((other) => other.startsWith(`${path}.`))) say('31249, 31250: paths that collide', part)
    }
  }

  function stage(part: unknown, known: Variables, depth: number): void {
    const [[kind, of] = ['', undefined], ...more] = isDoc(part) ? Object.entries(part) : []
    if (more.length > 0) say('40323: a stage with two names', part)
    const from = STAGES[kind]
    if (from === undefined || from > since) say(from === undefined ? '40324: an unknown stage' : `a stage of ${from}`, part)
    const doc = isDoc(of) ? of : {}
    switch (kind) {
      case '$match':
        query(of, known)
        break
      case '$sort': {
        const keys = Object.entries(doc)
        if (keys.length === 0 || keys.length > MOST_SORT_KEYS) say(`15976, 13103: ${keys.length} keys of a sort`, part)
        for (const [path, direction] of keys) {
          name(path, part)
          if (direction !== 1 && direction !== -1) say('15975: a direction', part)
        }
        break
      }
      case '$limit':
      case '$skip':
        if (!(of instanceof Hole) && !(Number.isInteger(of) && (of as number) >= (kind === '$limit' ? 1 : 0))) say('15958: a number', part)
        break
      case '$project': {
        paths(doc)
        const flags = Object.entries(doc).filter(
          ([path, value]) => path !== '_id' && (typeof value === 'number' || typeof value === 'boolean'),
        )
        if (new Set(flags.map(([, value]) => Boolean(value))).size > 1) say('31253, 31254: in and out', part)
        for (const value of Object.values(doc)) expression(value, known)
        break
      }
      case '$addFields':
        paths(doc)
        for (const value of Object.values(doc)) expression(value, known)
        break
      case '$group':
        if (!('_id' in doc)) say('15955: a group without a key', part)
        for (const [field, value] of Object.entries(doc)) {
          if (field === '_id') expression(value, known)
          else gathered(field, value, known)
        }
        break
      case '$unwind': {
        const { path, ...options } = typeof of === 'string' ? { path: of } : (of as { path?: unknown })
        if (typeof path !== 'string' || !/^\$[^$]/.test(path)) say('28818: a path', part)
        if (Object.keys(options).some((key) => key !== 'preserveNullAndEmptyArrays')) say('28811: an option', part)
        break
      }
      case '$replaceRoot':
        expression(doc.newRoot, known)
        break
      case '$facet':
        for (const [field, inner] of Object.entries(doc)) {
          name(field, part, false)
          stages(inner, known, depth)
        }
        break
      case '$lookup': {
        const { from: other, as, let: variables = {}, pipeline: inner, ...rest } = doc
        if (typeof other !== 'string' || Object.keys(rest).length > 0) say('9: what is joined', part)
        name(String(as), part)
        for (const value of Object.values(variables as Doc)) expression(value, known)
        if (depth >= MOST_PIPELINES) say('232: pipelines in pipelines', part)
        stages(inner, bound(variables as Doc, known), depth + 1)
        break
      }
      case '$setWindowFields': {
        const { partitionBy, sortBy, output } = doc as { partitionBy?: unknown; sortBy?: Doc; output?: Doc }
        expression(partitionBy, known)
        // What it partitions by is one more key of the sort that it becomes.
        if (sortBy === undefined || Object.keys(sortBy).length === 0 || Object.keys(sortBy).length >= MOST_SORT_KEYS)
          say('5339901, 13103: the order of a window', part)
        for (const [field, { window: _, ...value }] of Object.entries(output as Record<string, Doc>)) gathered(field, value, known)
      }
    }
  }

  function gathered(field: string, value: unknown, known: Variables): void {
    name(field, field, false)
    const [[operator, of] = ['', undefined], ...more] = isDoc(value) ? Object.entries(value) : []
    if (!ACCUMULATORS.includes(operator) || more.length > 0) say('15952, 40238: no accumulator', value)
    else if (Array.isArray(of)) say('40237: an accumulator takes one argument', value)
    else expression(of, known)
  }

  function stages(of: unknown, known: Variables, depth: number): void {
    if (!Array.isArray(of) || of.length > 1000) say('a pipeline', of)
    else for (const one of of) stage(one, known, depth)
  }

  stages(pipeline, new Set(['ROOT', 'CURRENT', 'NOW', 'REMOVE']), 1)
  if (deep(pipeline) + 2 > DEEPEST) say('15: nested too deep', deep(pipeline))
  if (BSON.calculateObjectSize({ pipeline }) > LARGEST) say('10334: too large', pipeline.length)
  return [...new Set(faults)]
}

function deep(part: unknown): number {
  if (part === null || typeof part !== 'object' || part instanceof Hole) return 0
  const inner = part instanceof Map ? [...part.values()] : Object.values(part)
  return 1 + inner.reduce<number>((most, one) => Math.max(most, deep(one)), 0)
}
