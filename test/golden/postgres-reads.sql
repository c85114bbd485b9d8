-- every type comes back canonical
select "t0"."id", "t0"."stock_no"::text, "t0"."price", "t0"."quantity", "t0"."serial", "t0"."weight"::double precision, "t0"."active", to_json("t0"."made_on"), "t0"."opens_at", to_json("t0"."created_at"::timestamptz at time zone 'UTC'), "t0"."status"::text, "t0"."token", to_jsonb("t0"."tags"), "t0"."size"::jsonb, encode("t0"."photo", 'hex'), nullif(("t0"."size"::jsonb -> 'h'), 'null'::jsonb), nullif(("t0"."size"::jsonb -> 'unit'), 'null'::jsonb), nullif(("t0"."size"::jsonb -> 'since'), 'null'::jsonb) from "products" as "t0" where "t0"."id" = any ($1::integer[]) order by "t0"."id" asc;
-- slots: 0

-- nothing selected still has rows
select null from "products" as "t0" order by "t0"."id" asc;
-- slots: 

-- enums sort by name
select "t0"."id" from "products" as "t0" order by (case "t0"."status"::text when 'm' then 0 when 'z' then 1 when 'a' then 2 end) asc nulls first, "t0"."id" asc;
-- slots: 

-- text sorts by code point
select "t0"."stock_no"::text from "products" as "t0" order by ("t0"."stock_no"::text collate "C") desc;
-- slots: 

-- nulls go where they are asked
select "t0"."id" from "products" as "t0" order by "t0"."quantity" asc nulls last;
-- slots: 

-- the last page, in the asked order
select "p"."r0" from (select "t0"."id" as "r0", "t0"."id" as "o0" from "products" as "t0" order by "t0"."id" desc limit $1::bigint offset $2::bigint) as "p" order by "p"."o0" asc;
-- slots: 0 1

-- an offset without a limit
select "t0"."id" from "products" as "t0" order by "t0"."id" asc offset $1::bigint;
-- slots: 0

-- a keyset page, past a null
select "t0"."id" from "products" as "t0" where ("t0"."quantity" is not null or ("t0"."quantity" is null and "t0"."id" > $1::integer)) order by "t0"."quantity" asc nulls first, "t0"."id" asc;
-- slots: 1

-- wildcards mean themselves
select "t0"."id" from "products" as "t0" where strpos(("t0"."stock_no"::text collate "C"), $1::text) > 0 order by "t0"."id" asc;
-- slots: 0

-- the empty text begins and ends every text
select "t0"."id" from "products" as "t0" where (starts_with(("t0"."stock_no"::text collate "C"), $1::text) and right(("t0"."stock_no"::text collate "C"), length($2::text)) = $2::text) order by "t0"."id" asc;
-- slots: 0 1

-- endsWith something longer
select "t0"."id" from "products" as "t0" where right(("t0"."stock_no"::text collate "C"), length($1::text)) = $1::text order by "t0"."id" asc;
-- slots: 0

-- ASCII-blind in
select "t0"."id" from "products" as "t0" where (lower("t0"."stock_no"::text collate "C") = any ($1::text[]) and coalesce((lower("t0"."stock_no"::text collate "C")::text collate "C") = any ($1::text[]), false)) order by "t0"."id" asc;
-- slots: 0

-- a negated comparison never matches null
select "t0"."id" from "products" as "t0" where "t0"."quantity" <= $1::integer order by "t0"."id" asc;
-- slots: 0

-- not in an empty list never matches null
select "t0"."id" from "products" as "t0" where ("t0"."quantity" is not null and "t0"."quantity" <> all ($1::integer[])) order by "t0"."id" asc;
-- slots: 0

-- distinct from matches null
select "t0"."id" from "products" as "t0" where "t0"."status"::text is distinct from $1::text order by "t0"."id" asc;
-- slots: 0

-- in, of bytes, moments and texts that need quoting
select "t0"."id" from "products" as "t0" where ("t0"."photo" = any ($1::bytea[]) or "t0"."created_at"::timestamptz = any ($2::timestamptz[]) or ("t0"."stock_no"::text = any ($3::text[]) and coalesce(("t0"."stock_no"::text::text collate "C") = any ($3::text[]), false))) order by "t0"."id" asc;
-- slots: 0 1 2

-- decimals inside objects compare as numbers
select "t0"."id" from "products" as "t0" where (case when jsonb_typeof(("t0"."size"::jsonb -> 'h')) = 'string' and (("t0"."size"::jsonb -> 'h') #>> '{}') ~ '^-?[0-9]{1,38}([.][0-9]{1,2})?$' then (("t0"."size"::jsonb -> 'h') #>> '{}')::numeric end) < $1::numeric order by "t0"."id" asc;
-- slots: 0

-- enums inside objects
select "t0"."id" from "products" as "t0" where (case when jsonb_typeof(("t0"."size"::jsonb -> 'unit')) = 'string' then (("t0"."size"::jsonb -> 'unit') #>> '{}')::text end) = $1::text order by "t0"."id" asc;
-- slots: 0

-- null inside objects
select "t0"."id" from "products" as "t0" where nullif(("t0"."size"::jsonb -> 'h'), 'null'::jsonb) is null order by "t0"."id" asc;
-- slots: 

-- JSON keys with quotes and backslashes
select "t0"."id" from "products" as "t0" where ((case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true)) = 'string' then (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::text end) = $2::text and coalesce(((case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true)) = 'string' then (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::text end)::text collate "C") = $2::text, false)) order by "t0"."id" asc;
-- slots: 0 1

-- JSON of another type is null
select (case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true)) = 'number' then case when (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::numeric = 0 or abs((jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::numeric) between 4.94e-324 and 1.7976931348623157e308 then (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::numeric::double precision end end), (case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $2::jsonpath, '{}', true)) = 'number' then case when (jsonb_path_query_first("t0"."meta"::jsonb, $2::jsonpath, '{}', true) #>> '{}')::numeric = trunc((jsonb_path_query_first("t0"."meta"::jsonb, $2::jsonpath, '{}', true) #>> '{}')::numeric) and (jsonb_path_query_first("t0"."meta"::jsonb, $2::jsonpath, '{}', true) #>> '{}')::numeric between -2147483648 and 2147483647 then (jsonb_path_query_first("t0"."meta"::jsonb, $2::jsonpath, '{}', true) #>> '{}')::numeric::integer end end), to_json((case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $3::jsonpath, '{}', true)) = 'string' and (jsonb_path_query_first("t0"."meta"::jsonb, $3::jsonpath, '{}', true) #>> '{}') ~ '^(?!0000)([0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|([0-9][0-9](0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29)$' then (jsonb_path_query_first("t0"."meta"::jsonb, $3::jsonpath, '{}', true) #>> '{}')::date end)), (case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $4::jsonpath, '{}', true)) = 'string' and (jsonb_path_query_first("t0"."meta"::jsonb, $4::jsonpath, '{}', true) #>> '{}') ~ '^-?[0-9]{1,38}([.][0-9]{1,2})?$' then (jsonb_path_query_first("t0"."meta"::jsonb, $4::jsonpath, '{}', true) #>> '{}')::numeric end), to_json(date_trunc('quarter', (case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $3::jsonpath, '{}', true)) = 'string' and (jsonb_path_query_first("t0"."meta"::jsonb, $3::jsonpath, '{}', true) #>> '{}') ~ '^(?!0000)([0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|([0-9][0-9](0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29)$' then (jsonb_path_query_first("t0"."meta"::jsonb, $3::jsonpath, '{}', true) #>> '{}')::date end)::timestamp)::date) from "products" as "t0" order by "t0"."id" asc;
-- slots: 1 2 0 3

-- hasKey does not enter arrays, and null is a value
select "t0"."id" from "products" as "t0" where (coalesce(jsonb_path_exists("t0"."meta"::jsonb, $1::jsonpath, '{}', true), false) and ("t0"."meta"::jsonb is not null and not coalesce(jsonb_path_exists("t0"."meta"::jsonb, $2::jsonpath, '{}', true), false))) order by "t0"."id" asc;
-- slots: 0 1

-- hasKey of null is unknown
select "t0"."id" from "products" as "t0" where ("t0"."meta"::jsonb is not null and not coalesce(jsonb_path_exists("t0"."meta"::jsonb, $1::jsonpath, '{}', true), false)) order by "t0"."id" asc;
-- slots: 0

-- lists: has
select "t0"."id" from "products" as "t0" where (to_jsonb("t0"."tags") is not null and to_jsonb("t0"."tags") @> $1::jsonb) order by "t0"."id" asc;
-- slots: 0

-- lists: not hasEvery
select "t0"."id" from "products" as "t0" where (to_jsonb("t0"."tags") is not null and not to_jsonb("t0"."tags") @> $1::jsonb) order by "t0"."id" asc;
-- slots: 0

-- lists: hasSome of nothing
select "t0"."id" from "products" as "t0" where (to_jsonb("t0"."tags") is not null and not exists (select 1 from jsonb_array_elements($1::jsonb) as e(v) where to_jsonb("t0"."tags") @> jsonb_build_array(e.v))) order by "t0"."id" asc;
-- slots: 0

-- lists: isEmpty
select "t0"."id" from "products" as "t0" where (to_jsonb("t0"."tags") is not null and to_jsonb("t0"."tags") = '[]'::jsonb) order by "t0"."id" asc;
-- slots: 

-- a computed field, rounded half away from zero
select round("t0"."quantity"::numeric * "t0"."price"::numeric, 2), round(round("t0"."price"::numeric + $1::numeric::numeric, 2)::numeric * $2::numeric::numeric, 2) from "products" as "t0" order by round("t0"."quantity"::numeric * "t0"."price"::numeric, 2) asc nulls first, "t0"."id" asc;
-- slots: 0 1

-- fields of different kinds of number compare by value
select "t0"."id" from "products" as "t0" where ("t0"."quantity" > "t0"."price" or "t0"."weight"::double precision < "t0"."price") order by "t0"."id" asc;
-- slots: 

-- no JSON text fails a cast
select (case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true)) = 'string' and (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::uuid end), (case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true)) = 'string' and (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}') ~ '^-?[0-9]{1,19}$' then (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::numeric end), (case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true)) = 'string' and (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}') ~ '^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$' then (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::time end), to_json((case when jsonb_typeof(jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true)) = 'string' and (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}') ~ '^(?!0000)([0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|([0-9][0-9](0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z$' then (jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) #>> '{}')::timestamptz end) at time zone 'UTC'), (case jsonb_path_query_first("t0"."meta"::jsonb, $1::jsonpath, '{}', true) when 'true'::jsonb then true when 'false'::jsonb then false end) from "products" as "t0" where "t0"."id" = $2::integer order by "t0"."id" asc;
-- slots: 0 1

-- buckets: ISO weeks
select to_json(date_trunc('week', "t0"."made_on"::timestamp)::date), to_json((date_trunc('week', "t0"."created_at"::timestamptz at time zone 'UTC') at time zone 'UTC') at time zone 'UTC') from "products" as "t0" order by "t0"."id" asc;
-- slots: 

-- buckets: hours
select to_json((date_trunc('hour', "t0"."created_at"::timestamptz at time zone 'UTC') at time zone 'UTC') at time zone 'UTC') from "products" as "t0" where "t0"."id" = $1::integer order by "t0"."id" asc;
-- slots: 0

-- totals are exact beyond 64 bits
select sum("s"."v0"), (sign(sum("s"."v0")::numeric) * div(abs(sum("s"."v0")::numeric) * 2000000 + count("s"."v0"), 2 * count("s"."v0")) * 0.000001), sum("s"."v1"), (sign(sum("s"."v1")::numeric) * div(abs(sum("s"."v1")::numeric) * 200000000 + count("s"."v1"), 2 * count("s"."v1")) * 0.00000001), (sign(sum("s"."v2")::numeric) * div(abs(sum("s"."v2")::numeric) * 2000000 + count("s"."v2"), 2 * count("s"."v2")) * 0.000001) from (select "t0"."serial" as "v0", "t0"."price" as "v1", "t0"."quantity" as "v2" from "products" as "t0") as "s";
-- slots: 

-- min and max of every kind
select min("s"."v0" collate "C"), (case when count("s"."v1") > count((case "s"."v1" when 'm' then 0 when 'z' then 1 when 'a' then 2 end)) then '?' else case max((case "s"."v1" when 'm' then 0 when 'z' then 1 when 'a' then 2 end)) when 0 then 'm' when 1 then 'z' when 2 then 'a' end end), bool_and("s"."v2"), max("s"."v3"::text collate "C")::uuid, min("s"."v4"), to_json(max("s"."v6") at time zone 'UTC'), count("s"."v7"), count(distinct ("s"."v8"::text collate "C")), count(*) from (select "t0"."stock_no"::text as "v0", "t0"."status"::text as "v1", "t0"."active" as "v2", "t0"."token" as "v3", (case when jsonb_typeof(("t0"."size"::jsonb -> 'h')) = 'string' and (("t0"."size"::jsonb -> 'h') #>> '{}') ~ '^-?[0-9]{1,38}([.][0-9]{1,2})?$' then (("t0"."size"::jsonb -> 'h') #>> '{}')::numeric end) as "v4", nullif(("t0"."size"::jsonb -> 'h'), 'null'::jsonb) as "v5", "t0"."created_at"::timestamptz as "v6", to_jsonb("t0"."tags") as "v7", "t0"."category_code"::text as "v8" from "products" as "t0") as "s";
-- slots: 

-- totals over nothing
select count(*), sum("s"."v0"), (sign(sum("s"."v1")::numeric) * div(abs(sum("s"."v1")::numeric) * 200000000 + count("s"."v1"), 2 * count("s"."v1")) * 0.00000001), (case when count("s"."v2") > count((case "s"."v2" when 'm' then 0 when 'z' then 1 when 'a' then 2 end)) then '?' else case max((case "s"."v2" when 'm' then 0 when 'z' then 1 when 'a' then 2 end)) when 0 then 'm' when 1 then 'z' when 2 then 'a' end end), count(distinct ("s"."v3"::text collate "C")) from (select "t0"."serial" as "v0", "t0"."price" as "v1", "t0"."status"::text as "v2", "t0"."stock_no"::text as "v3" from "products" as "t0" where "t0"."id" > $1::integer) as "s";
-- slots: 0

-- groups, filtered and ordered by an exact average
select "s"."v0", count(*), (sign(sum("s"."v1")::numeric) * div(abs(sum("s"."v1")::numeric) * 200000000 + count("s"."v1"), 2 * count("s"."v1")) * 0.00000001) from (select "t1"."name"::text as "v0", "t0"."price" as "v1" from "products" as "t0" left join "categories" as "t1" on ("t1"."code" = "t0"."category_code" and coalesce(("t1"."code"::text collate "C") = "t0"."category_code", false))) as "s" group by ("s"."v0"::text collate "C"), "s"."v0" having (sign(sum("s"."v1")::numeric) * div(abs(sum("s"."v1")::numeric) * 200000000 + count("s"."v1"), 2 * count("s"."v1")) * 0.00000001) >= $1::numeric order by (sign(sum("s"."v1")::numeric) * div(abs(sum("s"."v1")::numeric) * 200000000 + count("s"."v1"), 2 * count("s"."v1")) * 0.00000001) desc nulls last;
-- slots: 0

-- groups by a bucket, the last first
select "p"."r0", "p"."r1" from (select to_json("s"."v0") as "r0", sum("s"."v1") as "r1", "s"."v0" as "o0" from (select date_trunc('month', "t0"."made_on"::timestamp)::date as "v0", "t0"."quantity" as "v1" from "products" as "t0") as "s" group by "s"."v0" order by "s"."v0" desc nulls last limit $1::bigint) as "p" order by "p"."o0" asc nulls first;
-- slots: 0

-- having compares sums
select "s"."v0" from (select "t0"."category_code"::text as "v0", "t0"."serial" as "v1" from "products" as "t0" where "t0"."id" = any ($1::integer[])) as "s" group by ("s"."v0"::text collate "C"), "s"."v0" having sum("s"."v1") >= $2::bigint order by sum("s"."v1") asc nulls first;
-- slots: 0 1

-- group keys over nothing
select "s"."v0" from (select "t0"."stock_no"::text as "v0" from "products" as "t0" where "t0"."id" > $1::integer) as "s" group by ("s"."v0"::text collate "C"), "s"."v0";
-- slots: 0

-- through to-one relations, a missing row being null
select "t0"."id", "t2"."name"::text from "products" as "t0" left join "categories" as "t1" on ("t1"."code" = "t0"."category_code" and coalesce(("t1"."code"::text collate "C") = "t0"."category_code", false)) left join "categories" as "t2" on ("t2"."code" = "t1"."parent_code" and coalesce(("t2"."code"::text collate "C") = "t1"."parent_code", false)) order by ("t2"."name"::text collate "C") asc nulls first, "t0"."id" asc;
-- slots: 

-- of several rows of a hasOne the first by key
select "t1"."years" from "products" as "t0" left join "warranties" as "t1" on "t1"."product_id" = "t0"."id" and not exists (select 1 from "warranties" as "t2" where "t2"."product_id" = "t0"."id" and ((("t2"."code" collate "C") < ("t1"."code" collate "C")))) order by "t0"."id" asc;
-- slots: 

-- related rows count once
select (select count(*) from "products" as "t2" where "t2"."id" in (select "t3"."product_id" from "bundle_items" as "t3" where "t3"."bundle_id" = "t1"."id")), (select sum("t4"."price") from "products" as "t4" where "t4"."id" in (select "t5"."product_id" from "bundle_items" as "t5" where "t5"."bundle_id" = "t1"."id")), (select max("t6"."stock_no"::text collate "C") from "products" as "t6" where "t6"."id" in (select "t7"."product_id" from "bundle_items" as "t7" where "t7"."bundle_id" = "t1"."id") and "t6"."active" = $1::boolean) from (select "t0"."id" as "r0", "t0"."id" as "o0" from "bundles" as "t0" order by "t0"."id" asc limit $2::bigint) as "p" join "bundles" as "t1" on "t1"."id" = "p"."r0" order by "p"."o0" asc;
-- slots: 0 1

-- some, none and every
select "t0"."id" from "bundles" as "t0" where (not exists (select 1 from "bundle_items" as "t2" join "products" as "t1" on "t1"."id" = "t2"."product_id" where "t2"."bundle_id" = "t0"."id" and "t1"."price" < $1::numeric) and exists (select 1 from "bundle_items" as "t4" join "products" as "t3" on "t3"."id" = "t4"."product_id" where "t4"."bundle_id" = "t0"."id")) order by "t0"."id" asc;
-- slots: 0

-- members, a null being none
select "t0"."id" from "products" as "t0" where (("t0"."category_code" = any ($1::text[]) and coalesce(("t0"."category_code"::text collate "C") = any ($1::text[]), false))) is not true order by "t0"."id" asc;
-- slots: 0

-- members by two fields
select "t0"."product_id" from "bundle_items" as "t0" where "t0"."bundle_id" = any ($1::integer[]) and "t0"."place" = any ($2::integer[]) and (("t0"."bundle_id", "t0"."place") in (select (e.v ->> 0)::integer as "k0", (e.v ->> 1)::integer as "k1" from jsonb_array_elements($3::jsonb) as e(v))) is true order by "t0"."bundle_id" asc, "t0"."place" asc;
-- slots: 0 0 0

-- a lookup sorts and groups
with "bound 0" as materialized (select (e.v ->> 0)::text as "c0", (e.v ->> 1)::text as "c1" from jsonb_array_elements($1::jsonb) as e(v)) select "s"."v0", count(*) from (select (case when "t1"."c0" is null then $2::text else "t1"."c1" end) as "v0" from "products" as "t0" left join "bound 0" as "t1" on ("t1"."c0" = "t0"."category_code" and coalesce(("t1"."c0"::text collate "C") = "t0"."category_code", false))) as "s" group by ("s"."v0"::text collate "C"), "s"."v0" order by ("s"."v0" collate "C") desc nulls last;
-- slots: 0 1

-- a lookup at the end of a relation, on a page
with "bound 0" as materialized (select (e.v ->> 0)::text as "c0", (e.v ->> 1)::numeric as "c1" from jsonb_array_elements($1::jsonb) as e(v)) select "t3"."c1" from (select "t0"."id" as "r0", "t0"."id" as "o0" from "products" as "t0" order by "t0"."id" asc limit $2::bigint) as "p" join "products" as "t1" on "t1"."id" = "p"."r0" left join "categories" as "t2" on ("t2"."code" = "t1"."category_code" and coalesce(("t2"."code"::text collate "C") = "t1"."category_code", false)) left join "bound 0" as "t3" on ("t3"."c0" = "t2"."parent_code" and coalesce(("t3"."c0"::text collate "C") = "t2"."parent_code", false)) order by "p"."o0" asc;
-- slots: 0 1

-- per key
select "t0"."category_code"::text, "t0"."id" from "products" as "t0" where ("t0"."category_code" = any ($1::text[]) and coalesce(("t0"."category_code"::text collate "C") = any ($1::text[]), false)) order by "t0"."id" desc;
-- slots: 0

-- a page per key, from the end
with "bound 0" as materialized (select (e.v ->> 0)::text as "c0" from jsonb_array_elements($1::jsonb) as e(v)) select "p"."c0", "t1"."stock_no"::text, (select count(*) from "bundles" as "t2" where "t2"."id" in (select "t3"."bundle_id" from "bundle_items" as "t3" where "t3"."product_id" = "t1"."id")) from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by ("k"."c0"::text collate "C") order by "t0"."id" desc) as "n" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c0" and coalesce(("t0"."category_code"::text collate "C") = "k"."c0", false))) as "p" join "products" as "t1" on "t1"."id" = "p"."r0" where "p"."n" <= $2::bigint order by "p"."n" desc;
-- slots: 1 0

-- per key through a model between, each row once
with "bound 0" as materialized (select (e.v ->> 0)::integer as "c0" from jsonb_array_elements($1::jsonb) as e(v)) select "k"."c0", "t0"."stock_no"::text from (select distinct "k"."c0", "t1"."product_id" as "f0" from "bound 0" as "k" join "bundle_items" as "t1" on "t1"."bundle_id" = "k"."c0") as "k" join "products" as "t0" on "t0"."id" = "k"."f0" order by "t0"."id" asc;
-- slots: 0

-- a page per owner of several matches
with "bound 0" as materialized (select e.v -> 0 as "c0", e.v -> 1 as "c1", (e.v ->> 2)::text as "c2" from jsonb_array_elements($1::jsonb) as e(v)) select "p"."c0", "p"."c1", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", "k"."c1" as "c1", row_number() over (partition by "k"."c0", "k"."c1" order by "t0"."id" asc) as "n" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c2" and coalesce(("t0"."category_code"::text collate "C") = "k"."c2", false))) as "p" where "p"."n" > $2::bigint and "p"."n" <= $2::bigint + $3::bigint order by "p"."n";
-- slots: 2 1 0

-- totals per key
with "bound 0" as materialized (select (e.v ->> 0)::text as "c0" from jsonb_array_elements($1::jsonb) as e(v)) select "s"."c0", count(*), sum("s"."v0") from (select "k"."c0" as "c0", "t0"."price" as "v0" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c0" and coalesce(("t0"."category_code"::text collate "C") = "k"."c0", false))) as "s" group by ("s"."c0"::text collate "C"), "s"."c0";
-- slots: 0

-- a page of groups per key
with "bound 0" as materialized (select (e.v ->> 0)::text as "c0" from jsonb_array_elements($1::jsonb) as e(v)) select "p"."c0", "p"."r0", "p"."r1" from (select "s"."c0" as "c0", "s"."v0" as "r0", count(*) as "r1", row_number() over (partition by ("s"."c0"::text collate "C") order by (case "s"."v0" when 'm' then 0 when 'z' then 1 when 'a' then 2 end) desc nulls last) as "n" from (select "k"."c0" as "c0", "t0"."status"::text as "v0" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c0" and coalesce(("t0"."category_code"::text collate "C") = "k"."c0", false))) as "s" group by ("s"."c0"::text collate "C"), "s"."c0", "s"."v0") as "p" where "p"."n" <= $2::bigint order by "p"."n";
-- slots: 1 0
