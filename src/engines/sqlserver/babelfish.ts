/**
 * What Babelfish, a look-alike made of PostgreSQL, needs otherwise: where it has not what a statement is made of, the nearest thing it has.
 * The statements themselves are SQL Server's; which server it is shows only once a connection stands.
 */

import { createHash } from 'node:crypto'

/** A column, as statements name one. */
const COLUMN = String.raw`(?:"(?:[^"]|"")*"\.)?"(?:[^"]|"")*"`
const BYTES = String.raw`${COLUMN}|cast\(@p\d+ as varbinary\(max\)\)|convert\(varbinary\(max\), ${COLUMN}, 2\)`
const UTF8 = String.raw` collate Latin1_General_100_BIN2_UTF8 as varchar\(\w+\)\) as varbinary\(\w+\)\)`

/** JSON's escapes, which OPENJSON leaves in the texts it gives. */
const unescaped = (of: string): string =>
  [
    ['\\"', `N'"'`],
    ['\\n', 'nchar(10)'],
    ['\\r', 'nchar(13)'],
    ['\\t', 'nchar(9)'],
    ['\\b', 'nchar(8)'],
    ['\\f', 'nchar(12)'],
    // A backslash of the text itself has been set aside, so that what follows it is not taken for an escape.
  ].reduce(
    (text, [escaped, plain]) => `replace(${text}, N'${escaped}', ${plain})`,
    String.raw`replace(${of} collate Latin1_General_100_BIN2, N'\\', nchar(1))`,
  )

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

/** An index's name in the catalog: with its table's and a hash behind it, and cut to 63 bytes with another hash. */
function indexName(index: string, table: string): string {
  const whole = `${index}${table}${md5(index)}`.toLowerCase()
  return Buffer.byteLength(whole) < 64 ? whole : `${whole.slice(0, 31)}${md5(whole)}`
}

/** Of the index `i`, out of the catalog beneath. */
const ofIndex = (what: string): string =>
  `(select max(${what}) from pg_catalog.pg_index as p join pg_catalog.pg_class as r on r.oid = p.indexrelid where p.indrelid = i.object_id and r.relname = i.name)`

const ADAPTATIONS: readonly (readonly [RegExp | string, string | ((whole: string, ...parts: string[]) => string)])[] = [
  // There are no UTF-8 collations, and bytes of text are those of a code page. The binary collation goes by code point, but for blanks at the end.
  [new RegExp(String.raw`${UTF8}, 2\)`, 'g'), ' as nvarchar(max)) as nvarchar(max)), 2)'],
  [new RegExp(UTF8, 'g'), ' collate Latin1_General_100_BIN2 + nchar(1) as nvarchar(max)) as nvarchar(max))'],
  [new RegExp(String.raw`cast\(cast\((${COLUMN}) as varbinary\(max\)\) as nvarchar\((\w+)\)\)`, 'g'), 'cast($1 as nvarchar($2))'],
  [/, N'(abcdefghijklmnopqrstuvwxyz)?'\) as varbinary\(max\)\) as nvarchar\(max\)\)/g, `, N'$1') as nvarchar(max)) as nvarchar(max))`],
  // Bytes are not put together with +, and hex is not read.
  [new RegExp(String.raw`\(cast\((${COLUMN}) as varbinary\(max\)\) \+ 0x01\)`, 'g'), '($1 + 0x01)'],
  [new RegExp(String.raw`\((${BYTES}) \+ 0x01\)`, 'g'), `nullif(concat($1, ''), '')`],
  [new RegExp(String.raw`convert\(varbinary\(max\), (${COLUMN}), 2\)`, 'g'), `cast(decode($1, 'hex') as varbinary(max))`],
  // What try_cast makes of types that are no machine word is overwritten before it is read; by then the text has been looked at.
  [/try_cast\("j"\."value" as (decimal|uniqueidentifier)/g, 'cast("j"."value" as $1'],
  // Texts keep the escapes they have in JSON; as JSON, and where they are numbers, they are right as they are.
  [/try_cast\("([jlw])"\."value" as/g, 'try_cast("$1"."raw" as'],
  [/string_escape\("j"\."value", N'json'\)/g, '"j"."raw"'],
  [/else "j"\."value" end/g, 'else "j"."raw" end'],
  [
    /("[ejlw]")\.("s\d*"|"value")/g,
    (_whole, table, column) => `cast(replace(${unescaped(`${table}.${column}`)}, nchar(1), N'\\') as nvarchar(max))`,
  ],
  [/"([jlw])"\."raw"/g, '"$1"."value"'],
  // The catalog calls every index whole.
  ['cast(i.has_filter as int)', ofIndex('case when p.indpred is null then 0 else 1 end')],
  ['i.filter_definition', ofIndex('pg_catalog.pg_get_expr(p.indpred, p.indrelid)')],
  // An index gets a name of the server's own making.
  [
    /(from sys\.indexes where object_id = object_id\(N'(?:(?:[^']|'')*\.)?"((?:[^"']|""|'')*)"'\) and name = N')((?:[^']|'')*)'/g,
    (_whole, before, table, index) => `${before}${indexName(index as string, table as string)}'`,
  ],
]

const FOREIGN_KEY = /, foreign key \(([^)]*)\) references [^(]*\([^)]*\)(?: on delete (?:cascade|set null))?/g

/** Foreign keys of text in a collation of its own make every insert fail. */
const withoutTextReferences = (text: string): string =>
  text.replace(FOREIGN_KEY, (whole, columns: string) =>
    columns.split(', ').some((column) => text.includes(`${column} nvarchar(`)) ? '' : whole,
  )

/** A statement written for SQL Server, as Babelfish understands it. */
export function forBabelfish(text: string): string {
  const kept = text.includes('create table ') ? withoutTextReferences(text) : text
  return ADAPTATIONS.reduce(
    (adapted, [pattern, by]) => (typeof by === 'string' ? adapted.replace(pattern, by) : adapted.replace(pattern, by)),
    kept,
  )
}
