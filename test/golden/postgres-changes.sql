-- nothing but what must be
insert into "products" ("title", "shop_id", "shelf", "place", "quantity", "count", "ratio", "active", "price", "weight", "made", "opens", "seen", "token", "data", "photo", "status", "tags", "scores", "rates", "size", "version", "id", "stock_no") select "r"."title", "r"."shop_id", "r"."shelf", "r"."place", "r"."quantity", "r"."count", "r"."ratio", "r"."active", "r"."price", "r"."weight", "r"."made", "r"."opens", "r"."seen", "r"."token", "r"."data", "r"."photo", "r"."status", "r"."tags", "r"."scores", "r"."rates", "r"."size", "r"."version", "r"."id", "r"."stock_no" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"products", e.v) as "r" order by e.n;

-- fields of an object
insert into "products" ("id", "stock_no", "quantity", "price", "scores", "version", "size") select "r"."id", "r"."stock_no", "r"."quantity", "r"."price", "r"."scores", "r"."version", "r"."size" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"products", e.v) as "r" order by e.n;

-- no rows
insert into "shops" ("id", "name") select "r"."id", "r"."name" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"shops", e.v) as "r" order by e.n;

-- a composite key
insert into "lines" ("product_id", "number", "amount") select "r"."product_id", "r"."number", "r"."amount" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"lines", e.v) as "r" order by e.n;

-- rows that refer to each other and to themselves
insert into "shops" ("id", "name", "parent_id") select "r"."id", "r"."name", "r"."parent_id" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"shops", e.v) as "r" order by e.n;

-- numbers of the database
insert into "tickets" ("label") select "r"."label" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"tickets", e.v) as "r" order by e.n;

-- numbers of the database
insert into "tickets" ("label", "quantity") select "r"."label", "r"."quantity" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"tickets", e.v) as "r" order by e.n;

-- a composite key twice
insert into "lines" ("product_id", "number") select "r"."product_id", "r"."number" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"lines", e.v) as "r" order by e.n;

-- a value left out where there must be one
insert into "shops" ("id", "city") select "r"."id", "r"."city" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"shops", e.v) as "r" order by e.n;

-- or nothing, by a unique value
insert into "shops" ("id", "name") select "r"."id", "r"."name" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"shops", e.v) as "r" order by e.n on conflict ("name") do nothing;

-- or nothing, by the key
insert into "lines" ("product_id", "number", "amount") select "r"."product_id", "r"."number", "r"."amount" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"lines", e.v) as "r" order by e.n on conflict ("product_id", "number") do nothing;

-- or update: a new row
insert into "shops" ("id", "name", "city") select "r"."id", "r"."name", "r"."city" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"shops", e.v) as "r" order by e.n on conflict ("name") do update set "city" = $2::text;

-- or update: counted up, inside an object too
insert into "products" ("title", "shop_id", "shelf", "place", "quantity", "count", "ratio", "active", "price", "weight", "made", "opens", "seen", "token", "data", "photo", "status", "tags", "scores", "rates", "size", "version", "id", "stock_no") select "r"."title", "r"."shop_id", "r"."shelf", "r"."place", "r"."quantity", "r"."count", "r"."ratio", "r"."active", "r"."price", "r"."weight", "r"."made", "r"."opens", "r"."seen", "r"."token", "r"."data", "r"."photo", "r"."status", "r"."tags", "r"."scores", "r"."rates", "r"."size", "r"."version", "r"."id", "r"."stock_no" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"products", e.v) as "r" order by e.n on conflict ("stock_no") do update set "version" = "products"."version" + $2::integer, "quantity" = "products"."quantity" + $3::integer, "price" = "products"."price" + $4::numeric, "status" = (jsonb_populate_record("products".*, jsonb_build_object('status', $5::text)))."status", "tags" = (jsonb_populate_record("products".*, jsonb_build_object('tags', $6::jsonb)))."tags", "size" = (case when jsonb_typeof("products"."size"::jsonb) = 'object' then "products"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('unit', $7::jsonb, 'box', (case when jsonb_typeof(nullif(("products"."size"::jsonb -> 'box'), 'null'::jsonb)) = 'object' then nullif(("products"."size"::jsonb -> 'box'), 'null'::jsonb) else '{}'::jsonb end || jsonb_build_object('deep', $8::jsonb))));

-- or update: another unique value stands in the way
insert into "shops" ("id", "name") select "r"."id", "r"."name" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"shops", e.v) as "r" order by e.n on conflict ("name") do update set "city" = $2::text;

-- or update: into the way of another row
insert into "shops" ("id", "name") select "r"."id", "r"."name" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"shops", e.v) as "r" order by e.n on conflict ("name") do update set "name" = $2::text;

-- set title to ""
update "products" as "t0" set "title" = $1::text where "t0"."id" = $2::integer;

-- set shopId to null
update "products" as "t0" set "shop_id" = $1::integer where "t0"."id" = $2::integer;

-- set count to null
update "products" as "t0" set "count" = $1::bigint where "t0"."id" = $2::integer;

-- set ratio to null
update "products" as "t0" set "ratio" = $1::double precision where "t0"."id" = $2::integer;

-- set active to null
update "products" as "t0" set "active" = $1::boolean where "t0"."id" = $2::integer;

-- set weight to null
update "products" as "t0" set "weight" = $1::numeric where "t0"."id" = $2::integer;

-- set made to null
update "products" as "t0" set "made" = $1::date where "t0"."id" = $2::integer;

-- set opens to null
update "products" as "t0" set "opens" = $1::time where "t0"."id" = $2::integer;

-- set seen to null
update "products" as "t0" set "seen" = (jsonb_populate_record("t0".*, jsonb_build_object('seen', $1::text)))."seen" where "t0"."id" = $2::integer;

-- set token to null
update "products" as "t0" set "token" = $1::uuid where "t0"."id" = $2::integer;

-- set data to null
update "products" as "t0" set "data" = $1::jsonb where "t0"."id" = $2::integer;

-- set photo to null
update "products" as "t0" set "photo" = decode($1::text, 'base64') where "t0"."id" = $2::integer;

-- set status to null
update "products" as "t0" set "status" = (jsonb_populate_record("t0".*, jsonb_build_object('status', $1::text)))."status" where "t0"."id" = $2::integer;

-- set tags to null
update "products" as "t0" set "tags" = (jsonb_populate_record("t0".*, jsonb_build_object('tags', $1::jsonb)))."tags" where "t0"."id" = $2::integer;

-- set rates to null
update "products" as "t0" set "rates" = (jsonb_populate_record("t0".*, jsonb_build_object('rates', $1::jsonb)))."rates" where "t0"."id" = $2::integer;

-- set size to null
update "products" as "t0" set "size" = $1::jsonb where "t0"."id" = $2::integer;

-- set sku to "A"
update "products" as "t0" set "stock_no" = $1::text where "t0"."id" = $2::integer;

-- set quantity to -2147483648
update "products" as "t0" set "quantity" = $1::integer where "t0"."id" = $2::integer;

-- set price to "-999999.99"
update "products" as "t0" set "price" = $1::numeric where "t0"."id" = $2::integer;

-- set scores to [2147483647,0]
update "products" as "t0" set "scores" = (jsonb_populate_record("t0".*, jsonb_build_object('scores', $1::jsonb)))."scores" where "t0"."id" = $2::integer;

-- what is not said stays, what is said to be null becomes null
update "products" as "t0" set "title" = $1::text, "quantity" = $2::integer where "t0"."id" = $3::integer;

-- what does not change anything meets its rows all the same
update "products" as "t0" set "quantity" = $1::integer, "title" = $2::text, "data" = $3::jsonb where "t0"."id" = $4::integer;

-- no row
delete from "products" as "t0" where "t0"."id" = $1::integer;

-- every row
update "products" as "t0" set "title" = $1::text where 1 = 1;

-- add 5 to quantity of 1
update "products" as "t0" set "quantity" = "t0"."quantity" + $1::integer where "t0"."id" = $2::integer;

-- add "-9007199254740994" to count of 1
update "products" as "t0" set "count" = "t0"."count" + $1::bigint where "t0"."id" = $2::integer;

-- add 0.2 to ratio of 1
update "products" as "t0" set "ratio" = "t0"."ratio" + $1::double precision where "t0"."id" = $2::integer;

-- add "0.10" to price of 1
update "products" as "t0" set "price" = "t0"."price" + $1::numeric where "t0"."id" = $2::integer;

-- add "999999999999.999998" to weight of 1
update "products" as "t0" set "weight" = "t0"."weight" + $1::numeric where "t0"."id" = $2::integer;

-- add 1 to version of 1
update "products" as "t0" set "version" = "t0"."version" + $1::integer where "t0"."id" = $2::integer;

-- a sum that is too much for one of many rows changes none
update "products" as "t0" set "quantity" = "t0"."quantity" + $1::integer where 1 = 1;

-- sums beside values, of many rows
update "products" as "t0" set "version" = "t0"."version" + $1::integer, "title" = $2::text, "price" = "t0"."price" + $3::numeric where "t0"."quantity" > $4::integer;

-- sums beside values, of many rows
update "products" as "t0" set "version" = "t0"."version" + $1::integer, "title" = $2::text, "price" = "t0"."price" + $3::numeric where "t0"."quantity" < $4::integer and "t0"."quantity" > $5::integer;

-- a version that holds, and one that does not any more
update "products" as "t0" set "version" = "t0"."version" + $1::integer, "title" = $2::text where "t0"."id" = $3::integer and "t0"."version" = $4::integer;

-- set size.unit to "km"
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('unit', $1::jsonb)) where "t0"."id" = $2::integer;

-- set size.height to "-0.001"
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('height', $1::jsonb)) where "t0"."id" = $2::integer;

-- set size.ratio to 1.7976931348623157e+308
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('ratio', $1::jsonb)) where "t0"."id" = $2::integer;

-- set size.count to "-9223372036854775808"
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('count', $1::jsonb)) where "t0"."id" = $2::integer;

-- set size.flag to false
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('is flag', $1::jsonb)) where "t0"."id" = $2::integer;

-- set size.grade to "DRAFT"
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('grade', $1::jsonb)) where "t0"."id" = $2::integer;

-- set size.marks to []
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('marks', $1::jsonb)) where "t0"."id" = $2::integer;

-- set size.box.deep to 99
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('box', (case when jsonb_typeof(nullif(("t0"."size"::jsonb -> 'box'), 'null'::jsonb)) = 'object' then nullif(("t0"."size"::jsonb -> 'box'), 'null'::jsonb) else '{}'::jsonb end || jsonb_build_object('deep', $1::jsonb)))) where "t0"."id" = $2::integer;

-- set size.box to null
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('box', $1::jsonb)) where "t0"."id" = $2::integer;

-- set size.unit to "x", size.box.deep to null, size.box.label to "y", size.flag to null
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('unit', $1::jsonb, 'box', (case when jsonb_typeof(nullif(("t0"."size"::jsonb -> 'box'), 'null'::jsonb)) = 'object' then nullif(("t0"."size"::jsonb -> 'box'), 'null'::jsonb) else '{}'::jsonb end || jsonb_build_object('deep', $2::jsonb, 'label', $3::jsonb)), 'is flag', $4::jsonb)) where "t0"."id" = $5::integer;

-- deep inside an object that is not there
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('box', (case when jsonb_typeof(nullif(("t0"."size"::jsonb -> 'box'), 'null'::jsonb)) = 'object' then nullif(("t0"."size"::jsonb -> 'box'), 'null'::jsonb) else '{}'::jsonb end || jsonb_build_object('label', $1::jsonb)))) where "t0"."id" = $2::integer;

-- inside the objects of many rows, beside other fields
update "products" as "t0" set "version" = "t0"."version" + $1::integer, "tags" = (jsonb_populate_record("t0".*, jsonb_build_object('tags', $2::jsonb)))."tags", "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('unit', $3::jsonb)) where "t0"."id" = any ($4::integer[]);

-- by text that differs in case alone
update "products" as "t0" set "title" = $1::text where ("t0"."stock_no"::text = $2::text and coalesce(("t0"."stock_no"::text::text collate "C") = $2::text, false));

-- by text without its blank
delete from "products" as "t0" where ("t0"."stock_no"::text = $1::text and coalesce(("t0"."stock_no"::text::text collate "C") = $1::text, false));

-- by null
update "products" as "t0" set "title" = $1::text where "t0"."shop_id" is null;

-- by members of a list of keys
update "lines" as "t0" set "note" = $1::text where "t0"."product_id" = any ($2::integer[]) and "t0"."number" = any ($3::integer[]) and (("t0"."product_id", "t0"."number") in (select (e.v ->> 0)::integer as "k0", (e.v ->> 1)::integer as "k1" from jsonb_array_elements($4::jsonb) as e(v))) is true;

-- by a decimal and a moment
update "products" as "t0" set "title" = $1::text where "t0"."price" = $2::numeric and "t0"."seen"::timestamptz = $3::timestamptz;

-- by what is inside an object
update "products" as "t0" set "size" = (case when jsonb_typeof("t0"."size"::jsonb) = 'object' then "t0"."size"::jsonb else '{}'::jsonb end || jsonb_build_object('unit', $1::jsonb)) where ((case when jsonb_typeof(("t0"."size"::jsonb -> 'unit')) = 'string' then (("t0"."size"::jsonb -> 'unit') #>> '{}')::text end) = $2::text and coalesce(((case when jsonb_typeof(("t0"."size"::jsonb -> 'unit')) = 'string' then (("t0"."size"::jsonb -> 'unit') #>> '{}')::text end)::text collate "C") = $2::text, false));

-- by an item of a list
update "products" as "t0" set "title" = $1::text where (to_jsonb("t0"."tags") is not null and to_jsonb("t0"."tags") @> $2::jsonb);

-- by alternatives and negations
update "products" as "t0" set "title" = $1::text where ("t0"."quantity" < $2::integer or "t0"."status"::text = $3::text);

-- by the row it belongs to
update "products" as "t0" set "title" = $1::text where exists (select 1 from "products" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."shop_id" where "t1"."id" = "t0"."id" and ("t2"."city"::text = $2::text and coalesce(("t2"."city"::text::text collate "C") = $2::text, false)));

-- by rows that belong to it
update "products" as "t0" set "title" = $1::text where exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id" and "t1"."amount" > $2::integer);

-- by rows that do not belong to it
update "products" as "t0" set "title" = $1::text where not exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id");

-- by rows of the own table
update "shops" as "t0" set "city" = $1::text where exists (select 1 from "shops" as "t1" where "t1"."parent_id" = "t0"."id");

-- by rows of the own table
update "shops" as "t0" set "city" = $1::text where exists (select 1 from "shops" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."parent_id" where "t1"."id" = "t0"."id" and ("t2"."name"::text = $2::text and coalesce(("t2"."name"::text::text collate "C") = $2::text, false)));

-- by rows two steps away, beside the own
update "lines" as "t0" set "note" = $1::text where "t0"."amount" > $2::integer and exists (select 1 from "lines" as "t1" left join "products" as "t2" on "t2"."id" = "t1"."product_id" left join "shops" as "t3" on "t3"."id" = "t2"."shop_id" where "t1"."product_id" = "t0"."product_id" and "t1"."number" = "t0"."number" and (("t3"."name"::text = $3::text and coalesce(("t3"."name"::text::text collate "C") = $3::text, false)) and "t1"."amount" > $2::integer));

-- removed by what it is
delete from "lines" as "t0" where "t0"."amount" >= $1::integer;

-- removed by a null
delete from "lines" as "t0" where "t0"."amount" is null;

-- removed by the row it belongs to
delete from "lines" as "t0" where exists (select 1 from "lines" as "t1" left join "products" as "t2" on "t2"."id" = "t1"."product_id" where "t1"."product_id" = "t0"."product_id" and "t1"."number" = "t0"."number" and ("t2"."stock_no"::text = $1::text and coalesce(("t2"."stock_no"::text::text collate "C") = $1::text, false)));

-- removed by rows that do not belong to it
delete from "products" as "t0" where "t0"."shop_id" is null and not exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id");

-- removed by rows of the own table
delete from "shops" as "t0" where exists (select 1 from "shops" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."parent_id" where "t1"."id" = "t0"."id" and (("t2"."name"::text = $1::text and coalesce(("t2"."name"::text::text collate "C") = $1::text, false)) and not exists (select 1 from "products" as "t3" where "t3"."shop_id" = "t1"."id")));

-- removed whole
delete from "lines" as "t0" where 1 = 1;

-- removed not at all
delete from "lines" as "t0" where 1 = 0;

-- into the way of a unique value
update "shops" as "t0" set "name" = $1::text where "t0"."id" = $2::integer;

-- into the way of a unique pair
update "products" as "t0" set "shelf" = $1::text, "place" = $2::integer where "t0"."id" = $3::integer;

-- two rows to one unique value
update "products" as "t0" set "stock_no" = $1::text where "t0"."id" = any ($2::integer[]);

-- a key that no row refers to
update "products" as "t0" set "id" = $1::integer where "t0"."id" = $2::integer;

-- removed under rows of its own table
delete from "shops" as "t0" where "t0"."id" = $1::integer;

-- removed together with those that refer to it
delete from "lines" as "t0" where "t0"."product_id" = $1::integer;

-- new rows beside those with nearly the same keys
insert into "tariffs" ("day", "price", "version") select "r"."day", "r"."price", "r"."version" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"tariffs", e.v) as "r" order by e.n;

-- new rows beside those with nearly the same keys
insert into "uses" ("level", "at", "starts", "opens", "day", "price") select "r"."level", "r"."at", "r"."starts", "r"."opens", "r"."day", "r"."price" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"uses", e.v) as "r" order by e.n;

-- a decimal and a moment twice
insert into "uses" ("level", "at", "starts", "opens") select "r"."level", "r"."at", "r"."starts", "r"."opens" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"uses", e.v) as "r" order by e.n;

-- half a reference by a day and a decimal
insert into "uses" ("level", "at", "starts", "opens", "price") select "r"."level", "r"."at", "r"."starts", "r"."opens", "r"."price" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"uses", e.v) as "r" order by e.n;

-- or update, by a day and a decimal
insert into "tariffs" ("day", "price", "version", "note") select "r"."day", "r"."price", "r"."version", "r"."note" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"tariffs", e.v) as "r" order by e.n on conflict ("day", "price") do update set "note" = $2::text, "version" = "tariffs"."version" + $3::integer;

-- or update, by a day and a decimal
insert into "tariffs" ("day", "price", "version", "note") select "r"."day", "r"."price", "r"."version", "r"."note" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"tariffs", e.v) as "r" order by e.n on conflict ("day", "price") do update set "note" = $2::text;

-- or update, by a decimal and a moment
insert into "uses" ("level", "at", "starts", "opens") select "r"."level", "r"."at", "r"."starts", "r"."opens" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"uses", e.v) as "r" order by e.n on conflict ("level", "at") do update set "amount" = "uses"."amount" + $2::integer;

-- or update, by a moment and a time
insert into "uses" ("level", "at", "starts", "opens") select "r"."level", "r"."at", "r"."starts", "r"."opens" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"uses", e.v) as "r" order by e.n on conflict ("starts", "opens") do update set "opens" = $2::time;

-- or nothing, by a decimal and a moment
insert into "uses" ("level", "at", "starts", "opens") select "r"."level", "r"."at", "r"."starts", "r"."opens" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"uses", e.v) as "r" order by e.n on conflict ("level", "at") do nothing;

-- by a day and a decimal
update "tariffs" as "t0" set "note" = $1::text, "version" = "t0"."version" + $2::integer where "t0"."day" = $3::date and "t0"."price" = $4::numeric;

-- by a day and a decimal
update "tariffs" as "t0" set "note" = $1::text where "t0"."day" = $2::date and "t0"."price" = $3::numeric;

-- by a decimal and a moment
update "uses" as "t0" set "day" = $1::date, "price" = $2::numeric, "opens" = $3::time where "t0"."level" = $4::numeric and "t0"."at"::timestamptz = $5::timestamptz;

-- by a time in a list
update "uses" as "t0" set "amount" = "t0"."amount" + $1::integer where "t0"."opens" = any ($2::time[]);

-- by keys of a decimal and a moment
update "uses" as "t0" set "amount" = $1::integer where (("t0"."level" = $2::numeric and "t0"."at"::timestamptz = $3::timestamptz) or ("t0"."level" = $4::numeric and "t0"."at"::timestamptz = $5::timestamptz));

-- by the row that a day and a decimal refer to
update "uses" as "t0" set "amount" = $1::integer where exists (select 1 from "uses" as "t1" left join "tariffs" as "t2" on "t2"."day" = "t1"."day" and "t2"."price" = "t1"."price" where "t1"."level" = "t0"."level" and "t1"."at" = "t0"."at" and ("t2"."note"::text = $2::text and coalesce(("t2"."note"::text::text collate "C") = $2::text, false)));

-- by the row that a day and a decimal refer to
update "tariffs" as "t0" set "note" = $1::text where exists (select 1 from "uses" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price" and "t1"."at"::timestamptz = $2::timestamptz);

-- to a day and a decimal of nothing
update "uses" as "t0" set "price" = $1::numeric where "t0"."level" = $2::numeric;

-- a key of a day and a decimal that no row refers to
update "tariffs" as "t0" set "day" = $1::date, "price" = $2::numeric where "t0"."day" = $3::date and "t0"."price" = $4::numeric;

-- removed by keys of moments and decimals
delete from "uses" as "t0" where "t0"."level" = $1::numeric and "t0"."at"::timestamptz = $2::timestamptz;

-- removed by keys of moments and decimals
delete from "uses" as "t0" where "t0"."starts"::timestamptz = $1::timestamptz and "t0"."opens" = $2::time;

-- removed by keys of moments and decimals
delete from "tariffs" as "t0" where "t0"."day" = $1::date and "t0"."price" = $2::numeric;

-- removed by days that nothing refers to
delete from "tariffs" as "t0" where not exists (select 1 from "uses" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price");

-- a row that is numbered
insert into "tickets" ("label") select "r"."label" from jsonb_array_elements($1::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::"tickets", e.v) as "r" order by e.n returning "id";

-- rows that are locked
select "t0"."id" from "products" as "t0" where ("t0"."stock_no"::text = $1::text and coalesce(("t0"."stock_no"::text::text collate "C") = $1::text, false)) order by "t0"."id" asc limit $2::bigint for update of "t0";
