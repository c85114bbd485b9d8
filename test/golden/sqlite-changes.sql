-- nothing but what must be
insert into "products" ("title", "shop_id", "shelf", "place", "quantity", "count", "ratio", "active", "price", "weight", "made", "opens", "seen", "token", "data", "photo", "status", "tags", "scores", "rates", "size", "version", "id", "stock_no") select cast((e.value ->> 0) as text), cast((e.value ->> 1) as integer), cast((e.value ->> 2) as text), cast((e.value ->> 3) as integer), cast((e.value ->> 4) as integer), cast((e.value ->> 5) as integer), cast((e.value ->> 6) as real), cast((e.value ->> 7) as integer), (e.value ->> 8), (e.value ->> 9), cast((e.value ->> 10) as text), cast((e.value ->> 11) as text), cast((e.value ->> 12) as text), cast((e.value ->> 13) as text), cast((e.value ->> 14) as text), unhex((e.value ->> 15)), cast((e.value ->> 16) as text), cast((e.value ->> 17) as text), cast((e.value ->> 18) as text), cast((e.value ->> 19) as text), cast((e.value ->> 20) as text), cast((e.value ->> 21) as integer), cast((e.value ->> 22) as integer), cast((e.value ->> 23) as text) from json_each(?1) as e where 1 = 1 order by e.key;

-- fields of an object
insert into "products" ("id", "stock_no", "quantity", "price", "scores", "version", "size") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as text), cast((e.value ->> 2) as integer), (e.value ->> 3), cast((e.value ->> 4) as text), cast((e.value ->> 5) as integer), cast((e.value ->> 6) as text) from json_each(?1) as e where 1 = 1 order by e.key;

-- no rows
insert into "shops" ("id", "name") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as text) from json_each(?1) as e where 1 = 1 order by e.key;

-- a composite key
insert into "lines" ("product_id", "number", "amount") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as integer), cast((e.value ->> 2) as integer) from json_each(?1) as e where 1 = 1 order by e.key;

-- rows that refer to each other and to themselves
insert into "shops" ("id", "name", "parent_id") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as text), cast((e.value ->> 2) as integer) from json_each(?1) as e where 1 = 1 order by e.key;

-- numbers of the database
insert into "tickets" ("label") select cast((e.value ->> 0) as text) from json_each(?1) as e where 1 = 1 order by e.key;

-- numbers of the database
insert into "tickets" ("label", "quantity") select cast((e.value ->> 0) as text), cast((e.value ->> 1) as integer) from json_each(?1) as e where 1 = 1 order by e.key;

-- a composite key twice
insert into "lines" ("product_id", "number") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as integer) from json_each(?1) as e where 1 = 1 order by e.key;

-- a value left out where there must be one
insert into "shops" ("id", "city") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as text) from json_each(?1) as e where 1 = 1 order by e.key;

-- or nothing, by a unique value
insert into "shops" ("id", "name") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("name") do nothing;

-- or nothing, by the key
insert into "lines" ("product_id", "number", "amount") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as integer), cast((e.value ->> 2) as integer) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("product_id", "number") do nothing;

-- or update: a new row
insert into "shops" ("id", "name", "city") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as text), cast((e.value ->> 2) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("name") do update set "city" = ?2;

-- or update: counted up, inside an object too
insert into "products" ("title", "shop_id", "shelf", "place", "quantity", "count", "ratio", "active", "price", "weight", "made", "opens", "seen", "token", "data", "photo", "status", "tags", "scores", "rates", "size", "version", "id", "stock_no") select cast((e.value ->> 0) as text), cast((e.value ->> 1) as integer), cast((e.value ->> 2) as text), cast((e.value ->> 3) as integer), cast((e.value ->> 4) as integer), cast((e.value ->> 5) as integer), cast((e.value ->> 6) as real), cast((e.value ->> 7) as integer), (e.value ->> 8), (e.value ->> 9), cast((e.value ->> 10) as text), cast((e.value ->> 11) as text), cast((e.value ->> 12) as text), cast((e.value ->> 13) as text), cast((e.value ->> 14) as text), unhex((e.value ->> 15)), cast((e.value ->> 16) as text), cast((e.value ->> 17) as text), cast((e.value ->> 18) as text), cast((e.value ->> 19) as text), cast((e.value ->> 20) as text), cast((e.value ->> 21) as integer), cast((e.value ->> 22) as integer), cast((e.value ->> 23) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("stock_no") do update set "version" = case when "products"."version" is null then null when typeof("products"."version" + ?2) = 'integer' and "products"."version" + ?2 between -2147483648 and 2147483647 then "products"."version" + ?2 else abs(-9223372036854775807 - ("products"."version" is not null)) end, "quantity" = case when "products"."quantity" is null then null when typeof("products"."quantity" + ?3) = 'integer' and "products"."quantity" + ?3 between -2147483648 and 2147483647 then "products"."quantity" + ?3 else abs(-9223372036854775807 - ("products"."quantity" is not null)) end, "price" = case when "products"."price" is null then null when typeof("products"."price" + ?4) = 'integer' and "products"."price" + ?4 between -99999999 and 99999999 then "products"."price" + ?4 else abs(-9223372036854775807 - ("products"."price" is not null)) end, "status" = ?5, "tags" = ?6, "size" = json_set(case when case when json_valid("products"."size") then json_type("products"."size") end = 'object' then "products"."size" else '{}' end, '$."unit"', json(?7), '$."box"', json_set(case when case when json_valid(nullif((case when json_valid("products"."size") then "products"."size" end) -> '$."box"', 'null')) then json_type(nullif((case when json_valid("products"."size") then "products"."size" end) -> '$."box"', 'null')) end = 'object' then nullif((case when json_valid("products"."size") then "products"."size" end) -> '$."box"', 'null') else '{}' end, '$."deep"', json(?8)));

-- or update: another unique value stands in the way
insert into "shops" ("id", "name") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("name") do update set "city" = ?2;

-- or update: into the way of another row
insert into "shops" ("id", "name") select cast((e.value ->> 0) as integer), cast((e.value ->> 1) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("name") do update set "name" = ?2;

-- set title to ""
update "products" as "t0" set "title" = ?1 where "t0"."id" = ?2;

-- set shopId to null
update "products" as "t0" set "shop_id" = ?1 where "t0"."id" = ?2;

-- set count to null
update "products" as "t0" set "count" = ?1 where "t0"."id" = ?2;

-- set ratio to null
update "products" as "t0" set "ratio" = ?1 where "t0"."id" = ?2;

-- set active to null
update "products" as "t0" set "active" = ?1 where "t0"."id" = ?2;

-- set weight to null
update "products" as "t0" set "weight" = ?1 where "t0"."id" = ?2;

-- set made to null
update "products" as "t0" set "made" = ?1 where "t0"."id" = ?2;

-- set opens to null
update "products" as "t0" set "opens" = ?1 where "t0"."id" = ?2;

-- set seen to null
update "products" as "t0" set "seen" = ?1 where "t0"."id" = ?2;

-- set token to null
update "products" as "t0" set "token" = ?1 where "t0"."id" = ?2;

-- set data to null
update "products" as "t0" set "data" = ?1 where "t0"."id" = ?2;

-- set photo to null
update "products" as "t0" set "photo" = ?1 where "t0"."id" = ?2;

-- set status to null
update "products" as "t0" set "status" = ?1 where "t0"."id" = ?2;

-- set tags to null
update "products" as "t0" set "tags" = ?1 where "t0"."id" = ?2;

-- set rates to null
update "products" as "t0" set "rates" = ?1 where "t0"."id" = ?2;

-- set size to null
update "products" as "t0" set "size" = ?1 where "t0"."id" = ?2;

-- set sku to "A"
update "products" as "t0" set "stock_no" = ?1 where "t0"."id" = ?2;

-- set quantity to -2147483648
update "products" as "t0" set "quantity" = ?1 where "t0"."id" = ?2;

-- set price to "-999999.99"
update "products" as "t0" set "price" = ?1 where "t0"."id" = ?2;

-- set scores to [2147483647,0]
update "products" as "t0" set "scores" = ?1 where "t0"."id" = ?2;

-- what is not said stays, what is said to be null becomes null
update "products" as "t0" set "title" = ?1, "quantity" = ?2 where "t0"."id" = ?3;

-- what does not change anything meets its rows all the same
update "products" as "t0" set "quantity" = ?1, "title" = ?2, "data" = ?3 where "t0"."id" = ?4;

-- no row
delete from "products" as "t0" where "t0"."id" = ?1;

-- every row
update "products" as "t0" set "title" = ?1 where 1 = 1;

-- add 5 to quantity of 1
update "products" as "t0" set "quantity" = case when "t0"."quantity" is null then null when typeof("t0"."quantity" + ?1) = 'integer' and "t0"."quantity" + ?1 between -2147483648 and 2147483647 then "t0"."quantity" + ?1 else abs(-9223372036854775807 - ("t0"."quantity" is not null)) end where "t0"."id" = ?2;

-- add "-9007199254740994" to count of 1
update "products" as "t0" set "count" = case when "t0"."count" is null then null when typeof("t0"."count" + ?1) = 'integer' and "t0"."count" + ?1 between -9223372036854775807 - 1 and 9223372036854775807 then "t0"."count" + ?1 else abs(-9223372036854775807 - ("t0"."count" is not null)) end where "t0"."id" = ?2;

-- add 0.2 to ratio of 1
update "products" as "t0" set "ratio" = case when "t0"."ratio" is null then null when typeof("t0"."ratio" + ?1) = 'real' and "t0"."ratio" + ?1 between -1.7976931348623157e308 and 1.7976931348623157e308 then "t0"."ratio" + ?1 else abs(-9223372036854775807 - ("t0"."ratio" is not null)) end where "t0"."id" = ?2;

-- add "0.10" to price of 1
update "products" as "t0" set "price" = case when "t0"."price" is null then null when typeof("t0"."price" + ?1) = 'integer' and "t0"."price" + ?1 between -99999999 and 99999999 then "t0"."price" + ?1 else abs(-9223372036854775807 - ("t0"."price" is not null)) end where "t0"."id" = ?2;

-- add "999999999999.999998" to weight of 1
update "products" as "t0" set "weight" = case when "t0"."weight" is null then null when typeof("t0"."weight" + ?1) = 'integer' and "t0"."weight" + ?1 between -999999999999999999 and 999999999999999999 then "t0"."weight" + ?1 else abs(-9223372036854775807 - ("t0"."weight" is not null)) end where "t0"."id" = ?2;

-- add 1 to version of 1
update "products" as "t0" set "version" = case when "t0"."version" is null then null when typeof("t0"."version" + ?1) = 'integer' and "t0"."version" + ?1 between -2147483648 and 2147483647 then "t0"."version" + ?1 else abs(-9223372036854775807 - ("t0"."version" is not null)) end where "t0"."id" = ?2;

-- a sum that is too much for one of many rows changes none
update "products" as "t0" set "quantity" = case when "t0"."quantity" is null then null when typeof("t0"."quantity" + ?1) = 'integer' and "t0"."quantity" + ?1 between -2147483648 and 2147483647 then "t0"."quantity" + ?1 else abs(-9223372036854775807 - ("t0"."quantity" is not null)) end where 1 = 1;

-- sums beside values, of many rows
update "products" as "t0" set "version" = case when "t0"."version" is null then null when typeof("t0"."version" + ?1) = 'integer' and "t0"."version" + ?1 between -2147483648 and 2147483647 then "t0"."version" + ?1 else abs(-9223372036854775807 - ("t0"."version" is not null)) end, "title" = ?2, "price" = case when "t0"."price" is null then null when typeof("t0"."price" + ?3) = 'integer' and "t0"."price" + ?3 between -99999999 and 99999999 then "t0"."price" + ?3 else abs(-9223372036854775807 - ("t0"."price" is not null)) end where "t0"."quantity" > ?4;

-- sums beside values, of many rows
update "products" as "t0" set "version" = case when "t0"."version" is null then null when typeof("t0"."version" + ?1) = 'integer' and "t0"."version" + ?1 between -2147483648 and 2147483647 then "t0"."version" + ?1 else abs(-9223372036854775807 - ("t0"."version" is not null)) end, "title" = ?2, "price" = case when "t0"."price" is null then null when typeof("t0"."price" + ?3) = 'integer' and "t0"."price" + ?3 between -99999999 and 99999999 then "t0"."price" + ?3 else abs(-9223372036854775807 - ("t0"."price" is not null)) end where "t0"."quantity" < ?4 and "t0"."quantity" > ?5;

-- a version that holds, and one that does not any more
update "products" as "t0" set "version" = case when "t0"."version" is null then null when typeof("t0"."version" + ?1) = 'integer' and "t0"."version" + ?1 between -2147483648 and 2147483647 then "t0"."version" + ?1 else abs(-9223372036854775807 - ("t0"."version" is not null)) end, "title" = ?2 where "t0"."id" = ?3 and "t0"."version" = ?4;

-- set size.unit to "km"
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."unit"', json(?1)) where "t0"."id" = ?2;

-- set size.height to "-0.001"
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."height"', json(?1)) where "t0"."id" = ?2;

-- set size.ratio to 1.7976931348623157e+308
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."ratio"', json(?1)) where "t0"."id" = ?2;

-- set size.count to "-9223372036854775808"
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."count"', json(?1)) where "t0"."id" = ?2;

-- set size.flag to false
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."is flag"', json(?1)) where "t0"."id" = ?2;

-- set size.grade to "DRAFT"
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."grade"', json(?1)) where "t0"."id" = ?2;

-- set size.marks to []
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."marks"', json(?1)) where "t0"."id" = ?2;

-- set size.box.deep to 99
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."box"', json_set(case when case when json_valid(nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null')) then json_type(nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null')) end = 'object' then nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null') else '{}' end, '$."deep"', json(?1))) where "t0"."id" = ?2;

-- set size.box to null
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."box"', json(?1)) where "t0"."id" = ?2;

-- set size.unit to "x", size.box.deep to null, size.box.label to "y", size.flag to null
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."unit"', json(?1), '$."box"', json_set(case when case when json_valid(nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null')) then json_type(nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null')) end = 'object' then nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null') else '{}' end, '$."deep"', json(?2), '$."label"', json(?3)), '$."is flag"', json(?4)) where "t0"."id" = ?5;

-- deep inside an object that is not there
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."box"', json_set(case when case when json_valid(nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null')) then json_type(nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null')) end = 'object' then nullif((case when json_valid("t0"."size") then "t0"."size" end) -> '$."box"', 'null') else '{}' end, '$."label"', json(?1))) where "t0"."id" = ?2;

-- inside the objects of many rows, beside other fields
update "products" as "t0" set "version" = case when "t0"."version" is null then null when typeof("t0"."version" + ?1) = 'integer' and "t0"."version" + ?1 between -2147483648 and 2147483647 then "t0"."version" + ?1 else abs(-9223372036854775807 - ("t0"."version" is not null)) end, "tags" = ?2, "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."unit"', json(?3)) where "t0"."id" in (select e.value from json_each(?4) as e);

-- by text that differs in case alone
update "products" as "t0" set "title" = ?1 where ("t0"."stock_no" = ?2 and ("t0"."stock_no" collate binary) = ?2);

-- by text without its blank
delete from "products" as "t0" where ("t0"."stock_no" = ?1 and ("t0"."stock_no" collate binary) = ?1);

-- by null
update "products" as "t0" set "title" = ?1 where "t0"."shop_id" is null;

-- by members of a list of keys
update "lines" as "t0" set "note" = ?1 where ("t0"."product_id", "t0"."number") in (select cast((e.value ->> 0) as integer) as "k0", cast((e.value ->> 1) as integer) as "k1" from json_each(?2) as e);

-- by a decimal and a moment
update "products" as "t0" set "title" = ?1 where "t0"."price" = ?2 and "t0"."seen" = ?3;

-- by what is inside an object
update "products" as "t0" set "size" = json_set(case when case when json_valid("t0"."size") then json_type("t0"."size") end = 'object' then "t0"."size" else '{}' end, '$."unit"', json(?1)) where (case when json_type((case when json_valid("t0"."size") then "t0"."size" end), '$."unit"') = 'text' then json_extract((case when json_valid("t0"."size") then "t0"."size" end), '$."unit"') end) = ?2;

-- by an item of a list
update "products" as "t0" set "title" = ?1 where ("t0"."tags" is not null and (case json_type((case when json_valid("t0"."tags") then "t0"."tags" end)) when 'array' then ?2 in (select l.value from json_each("t0"."tags") as l) end));

-- by alternatives and negations
update "products" as "t0" set "title" = ?1 where ("t0"."quantity" < ?2 or ("t0"."status" = ?3 and ("t0"."status" collate binary) = ?3));

-- by the row it belongs to
update "products" as "t0" set "title" = ?1 where exists (select 1 from "products" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."shop_id" where "t1"."id" = "t0"."id" and ("t2"."city" = ?2 and ("t2"."city" collate binary) = ?2));

-- by rows that belong to it
update "products" as "t0" set "title" = ?1 where exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id" and "t1"."amount" > ?2);

-- by rows that do not belong to it
update "products" as "t0" set "title" = ?1 where not exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id");

-- by rows of the own table
update "shops" as "t0" set "city" = ?1 where exists (select 1 from "shops" as "t1" where "t1"."parent_id" = "t0"."id");

-- by rows of the own table
update "shops" as "t0" set "city" = ?1 where exists (select 1 from "shops" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."parent_id" where "t1"."id" = "t0"."id" and ("t2"."name" = ?2 and ("t2"."name" collate binary) = ?2));

-- by rows two steps away, beside the own
update "lines" as "t0" set "note" = ?1 where "t0"."amount" > ?2 and exists (select 1 from "lines" as "t1" left join "products" as "t2" on "t2"."id" = "t1"."product_id" left join "shops" as "t3" on "t3"."id" = "t2"."shop_id" where "t1"."product_id" = "t0"."product_id" and "t1"."number" = "t0"."number" and (("t3"."name" = ?3 and ("t3"."name" collate binary) = ?3) and "t1"."amount" > ?2));

-- removed by what it is
delete from "lines" as "t0" where "t0"."amount" >= ?1;

-- removed by a null
delete from "lines" as "t0" where "t0"."amount" is null;

-- removed by the row it belongs to
delete from "lines" as "t0" where exists (select 1 from "lines" as "t1" left join "products" as "t2" on "t2"."id" = "t1"."product_id" where "t1"."product_id" = "t0"."product_id" and "t1"."number" = "t0"."number" and ("t2"."stock_no" = ?1 and ("t2"."stock_no" collate binary) = ?1));

-- removed by rows that do not belong to it
delete from "products" as "t0" where "t0"."shop_id" is null and not exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id");

-- removed by rows of the own table
delete from "shops" as "t0" where exists (select 1 from "shops" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."parent_id" where "t1"."id" = "t0"."id" and (("t2"."name" = ?1 and ("t2"."name" collate binary) = ?1) and not exists (select 1 from "products" as "t3" where "t3"."shop_id" = "t1"."id")));

-- removed whole
delete from "lines" as "t0" where 1 = 1;

-- removed not at all
delete from "lines" as "t0" where 1 = 0;

-- into the way of a unique value
update "shops" as "t0" set "name" = ?1 where "t0"."id" = ?2;

-- into the way of a unique pair
update "products" as "t0" set "shelf" = ?1, "place" = ?2 where "t0"."id" = ?3;

-- two rows to one unique value
update "products" as "t0" set "stock_no" = ?1 where "t0"."id" in (select e.value from json_each(?2) as e);

-- a key that no row refers to
update "products" as "t0" set "id" = ?1 where "t0"."id" = ?2;

-- removed under rows of its own table
delete from "shops" as "t0" where "t0"."id" = ?1;

-- removed together with those that refer to it
delete from "lines" as "t0" where "t0"."product_id" = ?1;

-- new rows beside those with nearly the same keys
insert into "tariffs" ("day", "price", "version") select cast((e.value ->> 0) as text), (e.value ->> 1), cast((e.value ->> 2) as integer) from json_each(?1) as e where 1 = 1 order by e.key;

-- new rows beside those with nearly the same keys
insert into "uses" ("level", "at", "starts", "opens", "day", "price") select (e.value ->> 0), cast((e.value ->> 1) as text), cast((e.value ->> 2) as text), cast((e.value ->> 3) as text), cast((e.value ->> 4) as text), (e.value ->> 5) from json_each(?1) as e where 1 = 1 order by e.key;

-- a decimal and a moment twice
insert into "uses" ("level", "at", "starts", "opens") select (e.value ->> 0), cast((e.value ->> 1) as text), cast((e.value ->> 2) as text), cast((e.value ->> 3) as text) from json_each(?1) as e where 1 = 1 order by e.key;

-- half a reference by a day and a decimal
insert into "uses" ("level", "at", "starts", "opens", "price") select (e.value ->> 0), cast((e.value ->> 1) as text), cast((e.value ->> 2) as text), cast((e.value ->> 3) as text), (e.value ->> 4) from json_each(?1) as e where 1 = 1 order by e.key;

-- or update, by a day and a decimal
insert into "tariffs" ("day", "price", "version", "note") select cast((e.value ->> 0) as text), (e.value ->> 1), cast((e.value ->> 2) as integer), cast((e.value ->> 3) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("day", "price") do update set "note" = ?2, "version" = case when "tariffs"."version" is null then null when typeof("tariffs"."version" + ?3) = 'integer' and "tariffs"."version" + ?3 between -2147483648 and 2147483647 then "tariffs"."version" + ?3 else abs(-9223372036854775807 - ("tariffs"."version" is not null)) end;

-- or update, by a day and a decimal
insert into "tariffs" ("day", "price", "version", "note") select cast((e.value ->> 0) as text), (e.value ->> 1), cast((e.value ->> 2) as integer), cast((e.value ->> 3) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("day", "price") do update set "note" = ?2;

-- or update, by a decimal and a moment
insert into "uses" ("level", "at", "starts", "opens") select (e.value ->> 0), cast((e.value ->> 1) as text), cast((e.value ->> 2) as text), cast((e.value ->> 3) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("level", "at") do update set "amount" = case when "uses"."amount" is null then null when typeof("uses"."amount" + ?2) = 'integer' and "uses"."amount" + ?2 between -2147483648 and 2147483647 then "uses"."amount" + ?2 else abs(-9223372036854775807 - ("uses"."amount" is not null)) end;

-- or update, by a moment and a time
insert into "uses" ("level", "at", "starts", "opens") select (e.value ->> 0), cast((e.value ->> 1) as text), cast((e.value ->> 2) as text), cast((e.value ->> 3) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("starts", "opens") do update set "opens" = ?2;

-- or nothing, by a decimal and a moment
insert into "uses" ("level", "at", "starts", "opens") select (e.value ->> 0), cast((e.value ->> 1) as text), cast((e.value ->> 2) as text), cast((e.value ->> 3) as text) from json_each(?1) as e where 1 = 1 order by e.key on conflict ("level", "at") do nothing;

-- by a day and a decimal
update "tariffs" as "t0" set "note" = ?1, "version" = case when "t0"."version" is null then null when typeof("t0"."version" + ?2) = 'integer' and "t0"."version" + ?2 between -2147483648 and 2147483647 then "t0"."version" + ?2 else abs(-9223372036854775807 - ("t0"."version" is not null)) end where "t0"."day" = ?3 and "t0"."price" = ?4;

-- by a day and a decimal
update "tariffs" as "t0" set "note" = ?1 where "t0"."day" = ?2 and "t0"."price" = ?3;

-- by a decimal and a moment
update "uses" as "t0" set "day" = ?1, "price" = ?2, "opens" = ?3 where "t0"."level" = ?4 and "t0"."at" = ?5;

-- by a time in a list
update "uses" as "t0" set "amount" = case when "t0"."amount" is null then null when typeof("t0"."amount" + ?1) = 'integer' and "t0"."amount" + ?1 between -2147483648 and 2147483647 then "t0"."amount" + ?1 else abs(-9223372036854775807 - ("t0"."amount" is not null)) end where "t0"."opens" in (select e.value from json_each(?2) as e);

-- by keys of a decimal and a moment
update "uses" as "t0" set "amount" = ?1 where (("t0"."level" = ?2 and "t0"."at" = ?3) or ("t0"."level" = ?4 and "t0"."at" = ?5));

-- by the row that a day and a decimal refer to
update "uses" as "t0" set "amount" = ?1 where exists (select 1 from "uses" as "t1" left join "tariffs" as "t2" on "t2"."day" = "t1"."day" and "t2"."price" = "t1"."price" where "t1"."level" = "t0"."level" and "t1"."at" = "t0"."at" and ("t2"."note" = ?2 and ("t2"."note" collate binary) = ?2));

-- by the row that a day and a decimal refer to
update "tariffs" as "t0" set "note" = ?1 where exists (select 1 from "uses" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price" and "t1"."at" = ?2);

-- to a day and a decimal of nothing
update "uses" as "t0" set "price" = ?1 where "t0"."level" = ?2;

-- a key of a day and a decimal that no row refers to
update "tariffs" as "t0" set "day" = ?1, "price" = ?2 where "t0"."day" = ?3 and "t0"."price" = ?4;

-- removed by keys of moments and decimals
delete from "uses" as "t0" where "t0"."level" = ?1 and "t0"."at" = ?2;

-- removed by keys of moments and decimals
delete from "uses" as "t0" where "t0"."starts" = ?1 and "t0"."opens" = ?2;

-- removed by keys of moments and decimals
delete from "tariffs" as "t0" where "t0"."day" = ?1 and "t0"."price" = ?2;

-- removed by days that nothing refers to
delete from "tariffs" as "t0" where not exists (select 1 from "uses" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price");

-- a row that is numbered
insert into "tickets" ("label") select cast((e.value ->> 0) as text) from json_each(?1) as e where 1 = 1 order by e.key returning "id";

-- rows that are locked
select "t0"."id" from "products" as "t0" where ("t0"."stock_no" = ?1 and ("t0"."stock_no" collate binary) = ?1) order by "t0"."id" asc limit ?2;
