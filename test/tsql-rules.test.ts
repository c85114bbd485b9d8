/** The rules for T-SQL find what they are for, and nothing in what is right; exact numbers keep their digits by them. */

import { describe, expect, test } from 'vitest'
import type { Expr } from '../src/engines/sql/dialect.ts'
import { sqlserverDialect } from '../src/engines/sql/sqlserver.ts'
import { name, render, type Sql, sql } from '../src/engines/sql/text.ts'
import { bindingFaults } from './tsql-binder.ts'
import { faultsOf, type TextColumns } from './tsql-rules.ts'
import type { Columns } from './tsql-types.ts'

/** Whether their collation is a declared one. */
const TEXT_COLUMNS: TextColumns = new Map([
  ['code', true],
  ['title', false],
])

describe('the rules find', () => {
  test.each([
    ['a column twice in order by', 'select "a" from "t" order by "a" asc, "a" desc', '169'],
    ['an order in a derived table', 'select "a" from (select "a" from "t" order by "a") as "d"', '1033'],
    ['an order in a common table', 'with "c" as (select "a" from "t" order by "a") select "a" from "c"', '1033'],
    ['a fetch of perhaps no rows', 'select "a" from "t" order by "a" offset 0 rows fetch next 0 rows only', '10744'],
    ['a page without an order', 'select "a" from "t" offset 0 rows', '153'],
    ['top and offset', 'select top (1) "a" from "t" order by "a" offset 0 rows', '10741'],
    ['a condition that is selected', 'select "a" = 1 from "t"', 'selected'],
    ['a condition in brackets', 'select ("a" > 1) as "x" from "t"', 'selected'],
    ['exists that is selected', 'select exists (select 1 from "u") from "t"', 'selected'],
    ['a row of values', 'select 1 from "t" where ("a", "b") in (select "a", "b" from "u")', 'row of values'],
    ['two columns after in', 'select 1 from "t" where "a" in (select "a", "b" from "u")', '116'],
    ['an aggregate of a subselect', 'select sum((select 1)) from "t"', '130'],
    ['a window without an order', 'select row_number() over (partition by "a") from "t"', '4112'],
    ['a group by a subselect', 'select 1 from "t" group by (select 1)', '144'],
    ['a group by a constant', 'select 1 from "t" group by 1', '164'],
    ['an order by a constant', 'select "a" from "t" order by 1', '408'],
    ['limit', 'select "a" from "t" limit 1', 'limit'],
    ['||', `select "a" || 'x' from "t"`, '||'],
    ['true', 'select 1 from "t" where "a" = true', 'true'],
    ['is distinct from', 'select 1 from "t" where "a" is not distinct from 1', 'distinct'],
    ['nulls last', 'select "a" from "t" order by "a" nulls last', 'nulls'],
    ['columns of two collations', 'select 1 from "t" as "t0" join "u" as "t1" on "t1"."code" = "t0"."title"', '468'],
    ['a bound text beside a column', 'select 1 from "b" as "k" join "u" as "t1" on "t1"."code" = "k"."c0"', '468'],
    ['a parameter too many', 'select 1 from "t"', 'parameters'],
  ])('%s', (title, text, fault) => {
    expect(faultsOf(text, title === 'a parameter too many' ? 1 : 0, TEXT_COLUMNS).join('; ')).toContain(fault)
  })

  const column = (of: string) => ({ from: 'column', of }) as const
  const tables: ReadonlyMap<string, Columns> = new Map([
    [
      't',
      new Map([
        ...([
          ['a', { base: 'int' }],
          ['d', { base: 'date' }],
          ['u', { base: 'uniqueidentifier' }],
          ['on', { base: 'bit' }],
        ] as const),
        ...([
          ['v', { base: 'varchar', size: 8_000, label: column('x') }],
          ['n', { base: 'nvarchar', size: 4_000, label: column('y') }],
        ] as const),
        ...([
          ['b', { base: 'varbinary', size: 8_000 }],
          ['p', { base: 'decimal', precision: 30, scale: 10 }],
        ] as const),
      ]),
    ],
  ])

  test.each([
    ['a column without a name', 'select count(*) from (select null from "t" as "t0") as "s"', '8155'],
    ['a column twice', 'select "s"."c" from (select "t0"."a" as "c", "t0"."d" as "c" from "t" as "t0") as "s"', '8156'],
    ['a table that is not there', 'select "t1"."a" from "t" as "t0"', '4104'],
    ['a column that is not there', 'select "t0"."x" from "t" as "t0"', '207'],
    [
      'a neighbour seen from a derived table',
      'select 1 from "t" as "t0" join (select "t0"."a" as "c" from "t" as "t1") as "s" on "s"."c" = "t0"."a"',
      '4104',
    ],
    ['two collations compared', 'select 1 from "t" as "t0" where "t0"."v" = "t0"."n"', '468'],
    ['two collations put together', 'select "t0"."v" + "t0"."n" from "t" as "t0"', '451'],
    [
      'two collations put together and set',
      'update "t0" set "n" = (select string_agg(cast("j"."key" as nvarchar(max)) + "j"."value", N\',\') from openjson("t0"."n") as "j") from "t" as "t0"',
      '457',
    ],
    ['two collations said', 'select (("t0"."n" collate a) + N\'x\') collate b from "t" as "t0"', '449'],
    ['two said collations compared', 'select 1 from "t" as "t0" where "t0"."n" collate a = "t0"."n" collate b', '468'],
    ['a code page left', 'select "t0"."v" collate a from "t" as "t0"', 'code page'],
    ['a text that becomes question marks', 'select cast("t0"."n" as varchar(10)) from "t" as "t0"', 'question mark'],
    ['a text that is cut', 'select ("t0"."v" + N\'.\') from "t" as "t0"', 'cut to 4000'],
    ['bytes that are cut', 'select ("t0"."b" + 0x01) from "t" as "t0"', 'cut to 8,000'],
    ['digits that are cut', 'select ("t0"."p" * "t0"."p") from "t" as "t0"', 'digits'],
    ['a date compared with a number', 'select 1 from "t" as "t0" where "t0"."d" = "t0"."a"', '206'],
    ['a uuid compared with a text', 'select 1 from "t" as "t0" where "t0"."u" = "t0"."v"', '206'],
    ['the least of bits', 'select min("t0"."on") from "t" as "t0"', '8117'],
    ['the most of bytes', 'select max("t0"."b") from "t" as "t0"', '8117'],
    ['a sum that leaves its type', 'select sum("t0"."a") from "t" as "t0"', '8115'],
    ['a text beside a number', 'select "t0"."v" + "t0"."a" from "t" as "t0"', '402'],
    ['a bit as a condition', 'select 1 from "t" as "t0" where "t0"."on"', '4145'],
    ['what is neither grouped nor an aggregate', 'select "s"."a" + 1, "s"."d" from "t" as "s" group by "s"."a"', '8120'],
    ['an order by what is not grouped', 'select count(*) from "t" as "s" order by "s"."a"', '8120'],
    ['an aggregate in a where', 'select 1 from "t" as "s" where sum("s"."p") > 1', '147'],
    ['an aggregate of an aggregate', 'select sum(cast(count("s"."a") as decimal(38, 0))) from "t" as "s"', '130'],
  ])('%s', (_title, text, fault) => {
    expect(faultsOf(text, 0, new Map(), tables).join('; ')).toContain(fault)
  })

  test('nothing in what is right', () => {
    const text = `with "c" as (select "a" from "t") select (case when "a" = 1 then 1 else 0 end), 'limit true' from (select top (1) "a" from "c" order by "a") as "d" where exists (select "a" intersect select @p1) order by "a" offset 0 rows fetch next (case when @p1 < 1 then 1 else @p1 end) rows only`
    expect(faultsOf(text, 1)).toEqual([])
  })
})

describe('exact numbers', () => {
  const column = (of: string, precision: number, scale: number): Expr => ({
    ...{ sql: name('s', of), type: { kind: 'decimal', precision, scale }, nullable: true, fields: [] },
  })
  const found = (value: Sql, ...types: readonly (readonly [number, number])[]): string[] => {
    const columns = types.map(([precision, scale], i) => [`v${i}`, { base: 'decimal', precision, scale }] as const)
    const { text } = render(sql`select ${value} from ${name('t')} as ${name('s')}`, sqlserverDialect)
    return bindingFaults(text, new Map([['t', new Map(columns)]]))
  }
  const every = Array.from({ length: 38 }, (_, i) => i + 1).flatMap((precision) =>
    Array.from({ length: precision + 1 }, (_, scale) => [precision, scale] as const),
  )

  test('keep every digit of a sum and a product', () => {
    for (const [precision, scale] of every)
      for (const [other, places] of [
        [10, 0],
        [19, 4],
        [38, 0],
        [38, 10],
      ] as const) {
        const [left, right] = [column('v0', precision, scale), column('v1', other, places)]
        const of = [
          [precision, scale],
          [other, places],
        ] as const
        expect(found(sqlserverDialect.math('add', left, right, Math.max(scale, places)), ...of), `${of}`).toEqual([])
        if (scale + places <= 34) expect(found(sqlserverDialect.math('mul', left, right, scale + places), ...of), `${of}`).toEqual([])
      }
  })

  test('and of an average, up to 13 places', () => {
    for (const [precision, scale] of every.filter(([, places]) => places <= 13))
      expect(found(sqlserverDialect.total('avg', column('v0', precision, scale)), [precision, scale]), `${precision}, ${scale}`).toEqual([])
  })
})
