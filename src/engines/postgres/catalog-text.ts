/** The statements that read PostgreSQL's catalog, from version 13 on; every value comes as text. */

/** Of all schemas but the system's own. What belongs to an extension or may not be read is nobody's table here. */
export const READABLE = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
    and not c.relispartition
    and not exists (select from pg_catalog.pg_depend as d
      where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    and pg_catalog.has_schema_privilege(n.oid, 'usage')
    and pg_catalog.has_any_column_privilege(c.oid, 'select')`

/** Where `$1` is null: all schemas. */
const VISIBLE = `c.relkind in ('r', 'p', 'v', 'm', 'f') and ($1::text[] is null or n.nspname = any ($1::text[])) and ${READABLE}`

const FROM_TABLES = `pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace`

/** oid, schema (null: the connection's own), name, kind, comment, row security, filled (a materialized view need not be), with heirs. */
export const TABLES = `select c.oid, nullif(n.nspname, current_schema()), c.relname, c.relkind, pg_catalog.obj_description(c.oid, 'pg_class'),
    c.relrowsecurity, c.relispopulated,
    c.relkind <> 'p' and exists (select from pg_catalog.pg_inherits as h where h.inhparent = c.oid)
  from ${FROM_TABLES} where ${VISIBLE} order by n.nspname, c.relname`

/**
 * Table, name, type as written, type with domains taken off as written, its name, its kind, its schema being the system's,
 * labels of the enum that it or its items are, not null, identity, generated, default, comment, collation being blind to differences,
 * name and kind of what an array has as items.
 */
export const COLUMNS = `select a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
    pg_catalog.format_type(b.oid, b.typmod), t.typname, t.typtype, t.typnamespace = 'pg_catalog'::regnamespace,
    (select pg_catalog.json_agg(l.enumlabel order by l.enumsortorder) from pg_catalog.pg_enum as l where l.enumtypid in (t.oid, i.oid))::text,
    a.attnotnull or b.required, a.attidentity, a.attgenerated, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
    pg_catalog.col_description(a.attrelid, a.attnum), not coalesce(k.collisdeterministic, true), i.typname, i.typtype
  from ${FROM_TABLES}
  join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and pg_catalog.has_column_privilege(c.oid, a.attnum, 'select')
  cross join lateral (
    with recursive below (oid, typmod, required, level) as (
      select a.atttypid, a.atttypmod, false, 0
      union all
      select u.typbasetype, u.typtypmod, below.required or u.typnotnull, below.level + 1
      from below join pg_catalog.pg_type as u on u.oid = below.oid where u.typtype = 'd'
    ) select * from below order by level desc limit 1
  ) as b
  join pg_catalog.pg_type as t on t.oid = b.oid
  left join pg_catalog.pg_type as i on i.oid = t.typelem and t.typcategory = 'A'
  left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join pg_catalog.pg_collation as k on k.oid = a.attcollation
  where ${VISIBLE} order by a.attrelid, a.attnum`

const names = (table: string, numbers: string) => `(select pg_catalog.json_agg(a.attname order by o.place)
    from pg_catalog.unnest(${numbers}) with ordinality as o (number, place)
    join pg_catalog.pg_attribute as a on a.attrelid = ${table} and a.attnum = o.number)::text`

/** Table, name, columns, schema (null: the connection's own) and name of the other table, its columns, what a deletion does. */
export const FOREIGN_KEYS = `select f.conrelid, f.conname, ${names('f.conrelid', 'f.conkey')}, nullif(m.nspname, current_schema()), o.relname,
    ${names('f.confrelid', 'f.confkey')}, f.confdeltype
  from ${FROM_TABLES} join pg_catalog.pg_constraint as f on f.conrelid = c.oid and f.contype = 'f' and f.conparentid = 0
  join pg_catalog.pg_class as o on o.oid = f.confrelid join pg_catalog.pg_namespace as m on m.oid = o.relnamespace
  where ${VISIBLE} order by f.conrelid, f.conname`

/** Table, name, columns (null where a part is an expression), primary, unique, covers some rows only, method. */
export const INDEXES = `select x.indrelid, r.relname,
    case when x.indexprs is null then ${names('x.indrelid', 'x.indkey[0 : x.indnkeyatts - 1]')} end,
    x.indisprimary, x.indisunique, x.indpred is not null, h.amname
  from ${FROM_TABLES} join pg_catalog.pg_index as x on x.indrelid = c.oid and x.indisvalid
  join pg_catalog.pg_class as r on r.oid = x.indexrelid join pg_catalog.pg_am as h on h.oid = r.relam
  where ${VISIBLE} order by x.indrelid, r.relname`
