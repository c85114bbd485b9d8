/**
 * The statements that read SQL Server's catalog, from version 2019 on. `@p1` is a JSON list of schemas, null: all but the system's.
 * Names in a catalog may have another collation than the database; parameters and what is made of them have that of the database.
 */

const VISIBLE = `o.type in ('U', 'V') and o.is_ms_shipped = 0
    and s.name not in ('sys', 'INFORMATION_SCHEMA') and (@p1 is null or s.name collate database_default in (select w.value from openjson(@p1) as w))`
const FROM_OBJECTS = `sys.objects as o join sys.schemas as s on s.schema_id = o.schema_id`

/** Comments are kept as properties of this name, as the tools of Microsoft do. */
const comment = (of: string, column: string): string =>
  `(select top (1) cast(e.value as nvarchar(4000)) from sys.extended_properties as e
      where e.class = 1 and e.major_id = ${of} and e.minor_id = ${column} and e.name = 'MS_Description')`

/** Object, schema (null: the connection's own), name, kind, comment. What keeps the history of another table takes no changes, like a view. */
export const TABLES = `select o.object_id, case when s.name = schema_name() then null else s.name end, o.name,
    case when exists (select 1 from sys.tables as h where h.object_id = o.object_id and h.temporal_type = 1) then 'V' else rtrim(o.type) end,
    ${comment('o.object_id', '0')}
  from ${FROM_OBJECTS} where ${VISIBLE} order by s.name, o.name`

/**
 * Object, name, type, its base type, length in bytes (-1: max), precision, scale, nullable, identity, computed (or when a version of
 * the row began or ended), default, comment, the collation.
 */
export const COLUMNS = `select c.object_id, c.name, t.name, b.name, cast(c.max_length as int), cast(c.precision as int), cast(c.scale as int),
    cast(c.is_nullable as int), cast(c.is_identity as int), case when c.is_computed = 1 or c.generated_always_type > 0 then 1 else 0 end, d.definition,
    ${comment('c.object_id', 'c.column_id')}, c.collation_name
  from ${FROM_OBJECTS} join sys.columns as c on c.object_id = o.object_id
  join sys.types as t on t.user_type_id = c.user_type_id
  left join sys.types as b on b.user_type_id = t.system_type_id and b.is_user_defined = 0
  left join sys.default_constraints as d on d.object_id = c.default_object_id and c.is_computed = 0
  where ${VISIBLE} order by c.object_id, c.column_id`

/** Object, name, column, schema (null: the connection's own) and name of the other table, its column, what a deletion does, disabled. */
export const FOREIGN_KEYS = `select f.parent_object_id, f.name, c.name, case when r.name = schema_name() then null else r.name end, p.name, k.name,
    cast(f.delete_referential_action as int), cast(f.is_disabled as int)
  from ${FROM_OBJECTS} join sys.foreign_keys as f on f.parent_object_id = o.object_id
  join sys.foreign_key_columns as x on x.constraint_object_id = f.object_id
  join sys.columns as c on c.object_id = x.parent_object_id and c.column_id = x.parent_column_id
  join sys.columns as k on k.object_id = x.referenced_object_id and k.column_id = x.referenced_column_id
  join sys.objects as p on p.object_id = f.referenced_object_id join sys.schemas as r on r.schema_id = p.schema_id
  where ${VISIBLE} order by f.parent_object_id, f.name, x.constraint_column_id`

/** Object, name, column, primary, unique, covers some rows only, disabled, kind, which rows. */
export const INDEXES = `select i.object_id, i.name, c.name, cast(i.is_primary_key as int), cast(i.is_unique as int), cast(i.has_filter as int),
    cast(i.is_disabled as int), cast(i.type as int), i.filter_definition
  from ${FROM_OBJECTS} join sys.indexes as i on i.object_id = o.object_id and i.name is not null and i.is_hypothetical = 0
  join sys.index_columns as x on x.object_id = i.object_id and x.index_id = i.index_id and x.is_included_column = 0 and x.key_ordinal > 0
  join sys.columns as c on c.object_id = x.object_id and c.column_id = x.column_id
  where ${VISIBLE} order by i.object_id, i.name, x.key_ordinal`
