-- every type comes back canonical
select "t0"."id", "t0"."stock_no", "t0"."price", "t0"."quantity", "t0"."serial", "t0"."weight", "t0"."active", "t0"."made_on", "t0"."opens_at", "t0"."created_at", "t0"."status", "t0"."token", "t0"."tags", "t0"."size", "t0"."photo", (case when not json_valid("t0"."size") then '' else nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."h"', 'null') end), (case when not json_valid("t0"."size") then '' else nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."unit"', 'null') end), (case when not json_valid("t0"."size") then '' else nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."since"', 'null') end) from "products" as "t0" where "t0"."id" in (select e.value from json_each(?1) as e) order by "t0"."id" asc;
-- slots: 0

-- nothing selected still has rows
select null from "products" as "t0" order by "t0"."id" asc;
-- slots: 

-- enums sort by name
select "t0"."id" from "products" as "t0" order by (case ("t0"."status" collate binary) when 'm' then 0 when 'z' then 1 when 'a' then 2 end) asc nulls first, "t0"."id" asc;
-- slots: 

-- text sorts by code point
select "t0"."stock_no" from "products" as "t0" order by ("t0"."stock_no" collate binary) desc;
-- slots: 

-- nulls go where they are asked
select "t0"."id" from "products" as "t0" order by "t0"."quantity" asc nulls last;
-- slots: 

-- the last page, in the asked order
select "p"."r0" from (select "t0"."id" as "r0", "t0"."id" as "o0" from "products" as "t0" order by "t0"."id" desc limit ?1 offset ?2) as "p" order by "p"."o0" asc;
-- slots: 0 1

-- an offset without a limit
select "t0"."id" from "products" as "t0" order by "t0"."id" asc limit -1 offset ?1;
-- slots: 0

-- a keyset page, past a null
select "t0"."id" from "products" as "t0" where ("t0"."quantity" is not null or ("t0"."quantity" is null and "t0"."id" > ?1)) order by "t0"."quantity" asc nulls first, "t0"."id" asc;
-- slots: 1

-- wildcards mean themselves
select "t0"."id" from "products" as "t0" where instr("t0"."stock_no", ?1) > 0 order by "t0"."id" asc;
-- slots: 0

-- the empty text begins and ends every text
select "t0"."id" from "products" as "t0" where (substr("t0"."stock_no", 1, length(?1)) = ?1 and substr("t0"."stock_no", length("t0"."stock_no") - length(?2) + 1) = ?2) order by "t0"."id" asc;
-- slots: 0 1

-- endsWith something longer
select "t0"."id" from "products" as "t0" where substr("t0"."stock_no", length("t0"."stock_no") - length(?1) + 1) = ?1 order by "t0"."id" asc;
-- slots: 0

-- ASCII-blind in
select "t0"."id" from "products" as "t0" where lower("t0"."stock_no") in (select e.value from json_each(?1) as e) order by "t0"."id" asc;
-- slots: 0

-- a negated comparison never matches null
select "t0"."id" from "products" as "t0" where "t0"."quantity" <= ?1 order by "t0"."id" asc;
-- slots: 0

-- not in an empty list never matches null
select "t0"."id" from "products" as "t0" where ("t0"."quantity" is not null and "t0"."quantity" not in (select e.value from json_each(?1) as e)) order by "t0"."id" asc;
-- slots: 0

-- distinct from matches null
select "t0"."id" from "products" as "t0" where ("t0"."status" collate binary) is not ?1 order by "t0"."id" asc;
-- slots: 0

-- in, of bytes, moments and texts that need quoting
select "t0"."id" from "products" as "t0" where ("t0"."photo" in (select unhex(e.value) from json_each(?1) as e) or "t0"."created_at" in (select e.value from json_each(?2) as e) or ("t0"."stock_no" in (select e.value from json_each(?3) as e) and ("t0"."stock_no" collate binary) in (select e.value from json_each(?3) as e))) order by "t0"."id" asc;
-- slots: 0 1 2

-- decimals inside objects compare as numbers
select "t0"."id" from "products" as "t0" where (case when json_type((case when json_valid("t0"."size") then "t0"."size" end), '$."h"') = 'text' and json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"') glob '[-0-9]*' and json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"') glob '*[0-9].[0-9][0-9]' and instr(json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"'), '.') = length(json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"')) - 2 and replace(json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"'), '.', '') not glob '?*[^0-9]*' then cast(replace(json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"'), '.', '') as integer) end) < ?1 order by "t0"."id" asc;
-- slots: 0

-- enums inside objects
select "t0"."id" from "products" as "t0" where (case when json_type((case when json_valid("t0"."size") then "t0"."size" end), '$."unit"') = 'text' then json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."unit"') end) = ?1 order by "t0"."id" asc;
-- slots: 0

-- null inside objects
select "t0"."id" from "products" as "t0" where nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."h"', 'null') is null order by "t0"."id" asc;
-- slots: 

-- JSON keys with quotes and backslashes
select "t0"."id" from "products" as "t0" where (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) = 'text' then json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) end) = ?2 order by "t0"."id" asc;
-- slots: 0 1

-- JSON of another type is null
select (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) in ('integer', 'real') then cast(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) as real) end), (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?2) in ('integer', 'real') and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?2) = cast(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?2) as integer) and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?2) between -2147483648 and 2147483647 then cast(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?2) as integer) end), (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) = 'text' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and date(substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3), 1, 10)) = substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3), 1, 10) then json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) end), (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?4) = 'text' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?4) glob '[-0-9]*' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?4) glob '*[0-9].[0-9][0-9]' and instr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?4), '.') = length(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?4)) - 2 and replace(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?4), '.', '') not glob '?*[^0-9]*' then cast(replace(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?4), '.', '') as integer) end), (substr((case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) = 'text' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and date(substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3), 1, 10)) = substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3), 1, 10) then json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) end), 1, 5) || substr('010101040404070707101010', substr((case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) = 'text' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and date(substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3), 1, 10)) = substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3), 1, 10) then json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?3) end), 6, 2) * 2 - 1, 2) || '-01') from "products" as "t0" order by "t0"."id" asc;
-- slots: 1 2 0 3

-- hasKey does not enter arrays, and null is a value
select "t0"."id" from "products" as "t0" where ((case when json_valid("t0"."meta") then json_type("t0"."meta", ?1) is not null end) and ("t0"."meta" is not null and not (case when json_valid("t0"."meta") then json_type("t0"."meta", ?2) is not null end))) order by "t0"."id" asc;
-- slots: 0 1

-- hasKey of null is unknown
select "t0"."id" from "products" as "t0" where ("t0"."meta" is not null and not (case when json_valid("t0"."meta") then json_type("t0"."meta", ?1) is not null end)) order by "t0"."id" asc;
-- slots: 0

-- lists: has
select "t0"."id" from "products" as "t0" where ("t0"."tags" is not null and (case json_type((case when json_valid("t0"."tags") then "t0"."tags" end)) when 'array' then ?1 in (select l.value from json_each("t0"."tags") as l) end)) order by "t0"."id" asc;
-- slots: 0

-- lists: not hasEvery
select "t0"."id" from "products" as "t0" where ("t0"."tags" is not null and not (case json_type((case when json_valid("t0"."tags") then "t0"."tags" end)) when 'array' then not exists (select 1 from json_each(?1) as w where w.value not in (select l.value from json_each("t0"."tags") as l)) end)) order by "t0"."id" asc;
-- slots: 0

-- lists: hasSome of nothing
select "t0"."id" from "products" as "t0" where ("t0"."tags" is not null and not (case json_type((case when json_valid("t0"."tags") then "t0"."tags" end)) when 'array' then exists (select 1 from json_each(?1) as w where w.value in (select l.value from json_each("t0"."tags") as l)) end)) order by "t0"."id" asc;
-- slots: 0

-- lists: isEmpty
select "t0"."id" from "products" as "t0" where ("t0"."tags" is not null and (case json_type((case when json_valid("t0"."tags") then "t0"."tags" end)) when 'array' then json_array_length("t0"."tags") = 0 end)) order by "t0"."id" asc;
-- slots: 

-- a computed field, rounded half away from zero
select ("t0"."quantity" * "t0"."price"), ((("t0"."price" + (?1 * 10)) * ?2) / 100 + (("t0"."price" + (?1 * 10)) * ?2) % 100 / 50) from "products" as "t0" order by (case typeof(("t0"."quantity" * "t0"."price")) when 'real' then abs(-9223372036854775807 - (("t0"."quantity" * "t0"."price") is not null)) else ("t0"."quantity" * "t0"."price") end) asc nulls first, "t0"."id" asc;
-- slots: 0 1

-- fields of different kinds of number compare by value
select "t0"."id" from "products" as "t0" where (("t0"."quantity" * 100) > "t0"."price" or "t0"."weight" < ("t0"."price" / 100.0)) order by "t0"."id" asc;
-- slots: 

-- no JSON text fails a cast
select (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) = 'text' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) glob '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' then json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) end), (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) = 'text' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) glob '[-0-9]*' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) glob '*[0-9]' and substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1), 2) not glob '*[^0-9]*' then cast(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) as integer) end), (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) = 'text' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) glob '[0-2][0-9]:[0-5][0-9]:[0-5][0-9]' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) < '24' then json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) end), (case when json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) = 'text' and json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' and date(substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1), 1, 10)) = substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1), 1, 10) and substr(json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1), 12) < '24' then json_extract((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) end), (case json_type((case when json_valid("t0"."meta") then "t0"."meta" end), ?1) when 'true' then 1 when 'false' then 0 end) from "products" as "t0" where "t0"."id" = ?2 order by "t0"."id" asc;
-- slots: 0 1

-- buckets: ISO weeks
select ((case when date(substr("t0"."made_on", 1, 10)) = substr("t0"."made_on", 1, 10) then date(substr("t0"."made_on", 1, 10), '-6 days', 'weekday 1') else substr("t0"."made_on", 1, 10) end)), ((case when date(substr("t0"."created_at", 1, 10)) = substr("t0"."created_at", 1, 10) then date(substr("t0"."created_at", 1, 10), '-6 days', 'weekday 1') else substr("t0"."created_at", 1, 10) end) || 'T00:00:00.000Z') from "products" as "t0" order by "t0"."id" asc;
-- slots: 

-- buckets: hours
select (substr("t0"."created_at", 1, 13) || ':00:00.000Z') from "products" as "t0" where "t0"."id" = ?1 order by "t0"."id" asc;
-- slots: 0

-- totals are exact beyond 64 bits
select sum("s"."v0" >> 32) || ':' || sum("s"."v0" & 4294967295) || ':' || count("s"."v0") || ':' || count(case when typeof("s"."v0") not in ('integer', 'null') then 1 end), sum("s"."v0" >> 32) || ':' || sum("s"."v0" & 4294967295) || ':' || count("s"."v0") || ':' || count(case when typeof("s"."v0") not in ('integer', 'null') then 1 end), sum("s"."v1" >> 32) || ':' || sum("s"."v1" & 4294967295) || ':' || count("s"."v1") || ':' || count(case when typeof("s"."v1") not in ('integer', 'null') then 1 end), sum("s"."v1" >> 32) || ':' || sum("s"."v1" & 4294967295) || ':' || count("s"."v1") || ':' || count(case when typeof("s"."v1") not in ('integer', 'null') then 1 end), sum("s"."v2" >> 32) || ':' || sum("s"."v2" & 4294967295) || ':' || count("s"."v2") || ':' || count(case when typeof("s"."v2") not in ('integer', 'null') then 1 end) from (select "t0"."serial" as "v0", "t0"."price" as "v1", "t0"."quantity" as "v2" from "products" as "t0") as "s";
-- slots: 

-- min and max of every kind
select min("s"."v0" collate binary), (case when count("s"."v1") > count((case ("s"."v1" collate binary) when 'm' then 0 when 'z' then 1 when 'a' then 2 end)) then '?' else case max((case ("s"."v1" collate binary) when 'm' then 0 when 'z' then 1 when 'a' then 2 end)) when 0 then 'm' when 1 then 'z' when 2 then 'a' end end), min("s"."v2"), max("s"."v3"), min("s"."v4"), max("s"."v6"), count("s"."v7"), count(distinct ("s"."v8" collate binary)), count(*) from (select "t0"."stock_no" as "v0", "t0"."status" as "v1", "t0"."active" as "v2", "t0"."token" as "v3", (case when json_type((case when json_valid("t0"."size") then "t0"."size" end), '$."h"') = 'text' and json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"') glob '[-0-9]*' and json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"') glob '*[0-9].[0-9][0-9]' and instr(json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"'), '.') = length(json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"')) - 2 and replace(json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"'), '.', '') not glob '?*[^0-9]*' then cast(replace(json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."h"'), '.', '') as integer) end) as "v4", nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."h"', 'null') as "v5", "t0"."created_at" as "v6", "t0"."tags" as "v7", "t0"."category_code" as "v8" from "products" as "t0") as "s";
-- slots: 

-- totals over nothing
select count(*), sum("s"."v0" >> 32) || ':' || sum("s"."v0" & 4294967295) || ':' || count("s"."v0") || ':' || count(case when typeof("s"."v0") not in ('integer', 'null') then 1 end), sum("s"."v1" >> 32) || ':' || sum("s"."v1" & 4294967295) || ':' || count("s"."v1") || ':' || count(case when typeof("s"."v1") not in ('integer', 'null') then 1 end), (case when count("s"."v2") > count((case ("s"."v2" collate binary) when 'm' then 0 when 'z' then 1 when 'a' then 2 end)) then '?' else case max((case ("s"."v2" collate binary) when 'm' then 0 when 'z' then 1 when 'a' then 2 end)) when 0 then 'm' when 1 then 'z' when 2 then 'a' end end), count(distinct ("s"."v3" collate binary)) from (select "t0"."serial" as "v0", "t0"."price" as "v1", "t0"."status" as "v2", "t0"."stock_no" as "v3" from "products" as "t0" where "t0"."id" > ?1) as "s";
-- slots: 0

-- groups, filtered and ordered by an exact average
select "s"."v0", count(*), sum("s"."v1" >> 32) || ':' || sum("s"."v1" & 4294967295) || ':' || count("s"."v1") || ':' || count(case when typeof("s"."v1") not in ('integer', 'null') then 1 end) from (select "t1"."name" as "v0", "t0"."price" as "v1" from "products" as "t0" left join "categories" as "t1" on ("t1"."code" = "t0"."category_code" and ("t1"."code" collate binary) = "t0"."category_code")) as "s" group by ("s"."v0" collate binary), "s"."v0" having ((case when (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) between -2147483648 and 2147483647 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296 + (sum("s"."v1" & 4294967295) & 4294967295) when count("s"."v1") > 0 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296.0 + (sum("s"."v1" & 4294967295) & 4294967295) end) / count("s"."v1") * 1000000 + (case when (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) between -2147483648 and 2147483647 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296 + (sum("s"."v1" & 4294967295) & 4294967295) when count("s"."v1") > 0 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296.0 + (sum("s"."v1" & 4294967295) & 4294967295) end) % count("s"."v1") * 1000000 / count("s"."v1") + (case when (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) between -2147483648 and 2147483647 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296 + (sum("s"."v1" & 4294967295) & 4294967295) when count("s"."v1") > 0 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296.0 + (sum("s"."v1" & 4294967295) & 4294967295) end) % count("s"."v1") * 1000000 % count("s"."v1") * 2 / count("s"."v1")) >= ?1 order by ((case when (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) between -2147483648 and 2147483647 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296 + (sum("s"."v1" & 4294967295) & 4294967295) when count("s"."v1") > 0 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296.0 + (sum("s"."v1" & 4294967295) & 4294967295) end) / count("s"."v1") * 1000000 + (case when (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) between -2147483648 and 2147483647 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296 + (sum("s"."v1" & 4294967295) & 4294967295) when count("s"."v1") > 0 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296.0 + (sum("s"."v1" & 4294967295) & 4294967295) end) % count("s"."v1") * 1000000 / count("s"."v1") + (case when (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) between -2147483648 and 2147483647 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296 + (sum("s"."v1" & 4294967295) & 4294967295) when count("s"."v1") > 0 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296.0 + (sum("s"."v1" & 4294967295) & 4294967295) end) % count("s"."v1") * 1000000 % count("s"."v1") * 2 / count("s"."v1")) desc nulls last;
-- slots: 0

-- groups by a bucket, the last first
select "p"."r0", "p"."r1" from (select "s"."v0" as "r0", sum("s"."v1" >> 32) || ':' || sum("s"."v1" & 4294967295) || ':' || count("s"."v1") || ':' || count(case when typeof("s"."v1") not in ('integer', 'null') then 1 end) as "r1", "s"."v0" as "o0" from (select (substr("t0"."made_on", 1, 7) || '-01') as "v0", "t0"."quantity" as "v1" from "products" as "t0") as "s" group by "s"."v0" order by "s"."v0" desc nulls last limit ?1) as "p" order by "p"."o0" asc nulls first;
-- slots: 0

-- having compares sums
select "s"."v0" from (select "t0"."category_code" as "v0", "t0"."serial" as "v1" from "products" as "t0" where "t0"."id" in (select e.value from json_each(?1) as e)) as "s" group by ("s"."v0" collate binary), "s"."v0" having (case when (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) between -2147483648 and 2147483647 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296 + (sum("s"."v1" & 4294967295) & 4294967295) when count("s"."v1") > 0 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296.0 + (sum("s"."v1" & 4294967295) & 4294967295) end) >= ?2 order by (case when (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) between -2147483648 and 2147483647 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296 + (sum("s"."v1" & 4294967295) & 4294967295) when count("s"."v1") > 0 then (sum("s"."v1" >> 32) + (sum("s"."v1" & 4294967295) >> 32)) * 4294967296.0 + (sum("s"."v1" & 4294967295) & 4294967295) end) asc nulls first;
-- slots: 0 1

-- group keys over nothing
select "s"."v0" from (select "t0"."stock_no" as "v0" from "products" as "t0" where "t0"."id" > ?1) as "s" group by ("s"."v0" collate binary), "s"."v0";
-- slots: 0

-- through to-one relations, a missing row being null
select "t0"."id", "t2"."name" from "products" as "t0" left join "categories" as "t1" on ("t1"."code" = "t0"."category_code" and ("t1"."code" collate binary) = "t0"."category_code") left join "categories" as "t2" on ("t2"."code" = "t1"."parent_code" and ("t2"."code" collate binary) = "t1"."parent_code") order by ("t2"."name" collate binary) asc nulls first, "t0"."id" asc;
-- slots: 

-- of several rows of a hasOne the first by key
select "t1"."years" from "products" as "t0" left join "warranties" as "t1" on "t1"."product_id" = "t0"."id" and not exists (select 1 from "warranties" as "t2" where "t2"."product_id" = "t0"."id" and ((("t2"."code" collate binary) < ("t1"."code" collate binary)))) order by "t0"."id" asc;
-- slots: 

-- related rows count once
select (select count(*) from "products" as "t2" where "t2"."id" in (select "t3"."product_id" from "bundle_items" as "t3" where "t3"."bundle_id" = "t1"."id")), (select sum("t4"."price" >> 32) || ':' || sum("t4"."price" & 4294967295) || ':' || count("t4"."price") || ':' || count(case when typeof("t4"."price") not in ('integer', 'null') then 1 end) from "products" as "t4" where "t4"."id" in (select "t5"."product_id" from "bundle_items" as "t5" where "t5"."bundle_id" = "t1"."id")), (select max("t6"."stock_no" collate binary) from "products" as "t6" where "t6"."id" in (select "t7"."product_id" from "bundle_items" as "t7" where "t7"."bundle_id" = "t1"."id") and "t6"."active" = ?1) from (select "t0"."id" as "r0", "t0"."id" as "o0" from "bundles" as "t0" order by "t0"."id" asc limit ?2) as "p" cross join "bundles" as "t1" on "t1"."id" = "p"."r0" order by "p"."o0" asc;
-- slots: 0 1

-- some, none and every
select "t0"."id" from "bundles" as "t0" where (not exists (select 1 from "bundle_items" as "t2" join "products" as "t1" on "t1"."id" = "t2"."product_id" where "t2"."bundle_id" = "t0"."id" and "t1"."price" < ?1) and exists (select 1 from "bundle_items" as "t4" join "products" as "t3" on "t3"."id" = "t4"."product_id" where "t4"."bundle_id" = "t0"."id")) order by "t0"."id" asc;
-- slots: 0

-- members, a null being none
select "t0"."id" from "products" as "t0" where (("t0"."category_code", ("t0"."category_code" collate binary)) in (select "m"."k0", "m"."k0" from (select cast((e.value ->> 0) as text) as "k0" from json_each(?1) as e) as "m")) is not true order by "t0"."id" asc;
-- slots: 0

-- members by two fields
select "t0"."product_id" from "bundle_items" as "t0" where ("t0"."bundle_id", "t0"."place") in (select cast((e.value ->> 0) as integer) as "k0", cast((e.value ->> 1) as integer) as "k1" from json_each(?1) as e) order by "t0"."bundle_id" asc, "t0"."place" asc;
-- slots: 0

-- a lookup sorts and groups
with "bound 0" as materialized (select cast((e.value ->> 0) as text) as "c0", cast((e.value ->> 1) as text) as "c1" from json_each(?1) as e) select "s"."v0", count(*) from (select (case when "t1"."c0" is null then ?2 else "t1"."c1" end) as "v0" from "products" as "t0" left join "bound 0" as "t1" on ("t1"."c0" = "t0"."category_code" and ("t1"."c0" collate binary) = "t0"."category_code")) as "s" group by ("s"."v0" collate binary), "s"."v0" order by ("s"."v0" collate binary) desc nulls last;
-- slots: 0 1

-- a lookup at the end of a relation, on a page
with "bound 0" as materialized (select cast((e.value ->> 0) as text) as "c0", (e.value ->> 1) as "c1" from json_each(?1) as e) select "t3"."c1" from (select "t0"."id" as "r0", "t0"."id" as "o0" from "products" as "t0" order by "t0"."id" asc limit ?2) as "p" cross join "products" as "t1" on "t1"."id" = "p"."r0" left join "categories" as "t2" on ("t2"."code" = "t1"."category_code" and ("t2"."code" collate binary) = "t1"."category_code") left join "bound 0" as "t3" on ("t3"."c0" = "t2"."parent_code" and ("t3"."c0" collate binary) = "t2"."parent_code") order by "p"."o0" asc;
-- slots: 0 1

-- per key
with "bound 0" as materialized (select cast((e.value ->> 0) as text) as "c0" from json_each(?1) as e) select "k"."c0", "t0"."id" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c0" and ("t0"."category_code" collate binary) = "k"."c0") order by "t0"."id" desc;
-- slots: 0

-- a page per key, from the end
with "bound 0" as materialized (select cast((e.value ->> 0) as text) as "c0" from json_each(?1) as e) select "p"."c0", "t1"."stock_no", (select count(*) from "bundles" as "t2" where "t2"."id" in (select "t3"."bundle_id" from "bundle_items" as "t3" where "t3"."product_id" = "t1"."id")) from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by ("k"."c0" collate binary) order by "t0"."id" desc) as "n" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c0" and ("t0"."category_code" collate binary) = "k"."c0")) as "p" cross join "products" as "t1" on "t1"."id" = "p"."r0" where "p"."n" <= ?2 order by "p"."n" desc;
-- slots: 1 0

-- per key through a model between, each row once
with "bound 0" as materialized (select cast((e.value ->> 0) as integer) as "c0" from json_each(?1) as e) select "k"."c0", "t0"."stock_no" from (select distinct "k"."c0", "t1"."product_id" as "f0" from "bound 0" as "k" join "bundle_items" as "t1" on "t1"."bundle_id" = "k"."c0") as "k" cross join "products" as "t0" on "t0"."id" = "k"."f0" order by "t0"."id" asc;
-- slots: 0

-- a page per owner of several matches
with "bound 0" as materialized (select e.value -> 0 as "c0", e.value -> 1 as "c1", cast((e.value ->> 2) as text) as "c2" from json_each(?1) as e) select "p"."c0", "p"."c1", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", "k"."c1" as "c1", row_number() over (partition by "k"."c0", "k"."c1" order by "t0"."id" asc) as "n" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c2" and ("t0"."category_code" collate binary) = "k"."c2")) as "p" where "p"."n" > ?2 and "p"."n" <= ?2 + ?3 order by "p"."n";
-- slots: 2 1 0

-- totals per key
with "bound 0" as materialized (select cast((e.value ->> 0) as text) as "c0" from json_each(?1) as e) select "s"."c0", count(*), sum("s"."v0" >> 32) || ':' || sum("s"."v0" & 4294967295) || ':' || count("s"."v0") || ':' || count(case when typeof("s"."v0") not in ('integer', 'null') then 1 end) from (select "k"."c0" as "c0", "t0"."price" as "v0" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c0" and ("t0"."category_code" collate binary) = "k"."c0")) as "s" group by ("s"."c0" collate binary), "s"."c0";
-- slots: 0

-- a page of groups per key
with "bound 0" as materialized (select cast((e.value ->> 0) as text) as "c0" from json_each(?1) as e) select "p"."c0", "p"."r0", "p"."r1" from (select "s"."c0" as "c0", "s"."v0" as "r0", count(*) as "r1", row_number() over (partition by ("s"."c0" collate binary) order by (case ("s"."v0" collate binary) when 'm' then 0 when 'z' then 1 when 'a' then 2 end) desc nulls last) as "n" from (select "k"."c0" as "c0", "t0"."status" as "v0" from "bound 0" as "k" join "products" as "t0" on ("t0"."category_code" = "k"."c0" and ("t0"."category_code" collate binary) = "k"."c0")) as "s" group by ("s"."c0" collate binary), "s"."c0", ("s"."v0" collate binary), "s"."v0") as "p" where "p"."n" <= ?2 order by "p"."n";
-- slots: 1 0
