-- nothing but what must be
insert into "products" ("title", "shop_id", "shelf", "place", "quantity", "count", "ratio", "active", "price", "weight", "made", "opens", "seen", "token", "data", "photo", "status", "tags", "scores", "rates", "size", "version", "id", "stock_no") select "e"."s0", "e"."c1", "e"."s2", "e"."c3", "e"."c4", "e"."c5", "e"."c6", "e"."c7", "e"."c8", "e"."c9", "e"."c10", "e"."c11", "e"."c12", "e"."c13", "e"."s14", convert(varbinary(max), "e"."c15", 2), "e"."s16", "e"."s17", "e"."s18", "e"."s19", "e"."s20", "e"."c21", "e"."c22", "e"."s23" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]', "s2" nvarchar(max) '$[2]', "c3" int '$[3]', "c4" int '$[4]', "c5" bigint '$[5]', "c6" float '$[6]', "c7" bit '$[7]', "c8" decimal(8, 2) '$[8]', "c9" decimal(18, 6) '$[9]', "c10" date '$[10]', "c11" time(3) '$[11]', "c12" datetime2(3) '$[12]', "c13" uniqueidentifier '$[13]', "s14" nvarchar(max) '$[14]', "c15" varchar(max) '$[15]', "s16" nvarchar(max) '$[16]', "s17" nvarchar(max) '$[17]', "s18" nvarchar(max) '$[18]', "s19" nvarchar(max) '$[19]', "s20" nvarchar(max) '$[20]', "c21" int '$[21]', "c22" int '$[22]', "s23" nvarchar(max) '$[23]', "c24" int '$[24]') as "e" order by "e"."c24"; select @@rowcount;

-- fields of an object
insert into "products" ("id", "stock_no", "quantity", "price", "scores", "version", "size") select "e"."c0", "e"."s1", "e"."c2", "e"."c3", "e"."s4", "e"."c5", "e"."s6" from openjson(@p1) with ("c0" int '$[0]', "s1" nvarchar(max) '$[1]', "c2" int '$[2]', "c3" decimal(8, 2) '$[3]', "s4" nvarchar(max) '$[4]', "c5" int '$[5]', "s6" nvarchar(max) '$[6]', "c7" int '$[7]') as "e" order by "e"."c7"; select @@rowcount;

-- no rows
insert into "shops" ("id", "name") select "e"."c0", "e"."s1" from openjson(@p1) with ("c0" int '$[0]', "s1" nvarchar(max) '$[1]', "c2" int '$[2]') as "e" order by "e"."c2"; select @@rowcount;

-- a composite key
insert into "lines" ("product_id", "number", "amount") select "e"."c0", "e"."c1", "e"."c2" from openjson(@p1) with ("c0" int '$[0]', "c1" int '$[1]', "c2" int '$[2]', "c3" int '$[3]') as "e" order by "e"."c3"; select @@rowcount;

-- rows that refer to each other and to themselves
insert into "shops" ("id", "name", "parent_id") select "e"."c0", "e"."s1", "e"."c2" from openjson(@p1) with ("c0" int '$[0]', "s1" nvarchar(max) '$[1]', "c2" int '$[2]', "c3" int '$[3]') as "e" order by "e"."c3"; select @@rowcount;

-- numbers of the database
insert into "tickets" ("label") select "e"."s0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e" order by "e"."c1"; select @@rowcount;

-- numbers of the database
insert into "tickets" ("label", "quantity") select "e"."s0", "e"."c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]', "c2" int '$[2]') as "e" order by "e"."c2"; select @@rowcount;

-- a composite key twice
insert into "lines" ("product_id", "number") select "e"."c0", "e"."c1" from openjson(@p1) with ("c0" int '$[0]', "c1" int '$[1]', "c2" int '$[2]') as "e" order by "e"."c2"; select @@rowcount;

-- a value left out where there must be one
insert into "shops" ("id", "city") select "e"."c0", "e"."s1" from openjson(@p1) with ("c0" int '$[0]', "s1" nvarchar(max) '$[1]', "c2" int '$[2]') as "e" order by "e"."c2"; select @@rowcount;

-- or nothing, by a unique value
insert into "shops" ("id", "name") select "b"."v0", "b"."v1" from (select "b"."v0", "b"."v1", "b"."n", row_number() over (partition by "b"."v1" collate Latin1_General_100_BIN2 order by "b"."n") as "turn" from (select "e"."c0" as "v0", "e"."s1" as "v1", "e"."c2" as "n" from openjson(@p1) with ("c0" int '$[0]', "s1" nvarchar(max) '$[1]', "c2" int '$[2]') as "e") as "b") as "b" where ("b"."turn" = 1 or "b"."v1" is null) and not exists (select 1 from "shops" as "t" with (updlock, holdlock) where "t"."name" = cast(cast("b"."v1" as varbinary(max)) as nvarchar(80))) order by "b"."n"; select @@rowcount;

-- or nothing, by the key
insert into "lines" ("product_id", "number", "amount") select "b"."v0", "b"."v1", "b"."v2" from (select "b"."v0", "b"."v1", "b"."v2", "b"."n", row_number() over (partition by "b"."v0", "b"."v1" order by "b"."n") as "turn" from (select "e"."c0" as "v0", "e"."c1" as "v1", "e"."c2" as "v2", "e"."c3" as "n" from openjson(@p1) with ("c0" int '$[0]', "c1" int '$[1]', "c2" int '$[2]', "c3" int '$[3]') as "e") as "b") as "b" where ("b"."turn" = 1 or "b"."v0" is null or "b"."v1" is null) and not exists (select 1 from "lines" as "t" with (updlock, holdlock) where "t"."product_id" = "b"."v0" and "t"."number" = "b"."v1") order by "b"."n"; select @@rowcount;

-- set title to ""
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set shopId to null
update "t0" set "shop_id" = cast(@p1 as int) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set count to null
update "t0" set "count" = cast(@p1 as bigint) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set ratio to null
update "t0" set "ratio" = cast(@p1 as float) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set active to null
update "t0" set "active" = cast(@p1 as bit) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set weight to null
update "t0" set "weight" = cast(@p1 as decimal(18, 6)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set made to null
update "t0" set "made" = cast(@p1 as date) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set opens to null
update "t0" set "opens" = cast(@p1 as time(3)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set seen to null
update "t0" set "seen" = cast(@p1 as datetime2(3)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set token to null
update "t0" set "token" = cast(@p1 as uniqueidentifier) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set data to null
update "t0" set "data" = cast(@p1 as nvarchar(max)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set photo to null
update "t0" set "photo" = cast(@p1 as varbinary(max)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set status to null
update "t0" set "status" = cast(@p1 as nvarchar(4000)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set tags to null
update "t0" set "tags" = cast(@p1 as nvarchar(max)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set rates to null
update "t0" set "rates" = cast(@p1 as nvarchar(max)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size to null
update "t0" set "size" = cast(@p1 as nvarchar(max)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set sku to "A"
update "t0" set "stock_no" = cast(@p1 as nvarchar(4000)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set quantity to -2147483648
update "t0" set "quantity" = cast(@p1 as int) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set price to "-999999.99"
update "t0" set "price" = cast(@p1 as decimal(8, 2)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set scores to [2147483647,0]
update "t0" set "scores" = cast(@p1 as nvarchar(max)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- what is not said stays, what is said to be null becomes null
update "t0" set "title" = cast(@p1 as nvarchar(max)), "quantity" = cast(@p2 as int) from "products" as "t0" where "t0"."id" = cast(@p3 as int); select @@rowcount;

-- what does not change anything meets its rows all the same
update "t0" set "quantity" = cast(@p1 as int), "title" = cast(@p2 as nvarchar(max)), "data" = cast(@p3 as nvarchar(max)) from "products" as "t0" where "t0"."id" = cast(@p4 as int); select @@rowcount;

-- no row
delete "t0" from "products" as "t0" where "t0"."id" = cast(@p1 as int); select @@rowcount;

-- every row
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where 1 = 1; select @@rowcount;

-- add 5 to quantity of 1
update "t0" set "quantity" = "t0"."quantity" + cast(@p1 as int) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- add "-9007199254740994" to count of 1
update "t0" set "count" = "t0"."count" + cast(@p1 as bigint) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- add 0.2 to ratio of 1
update "t0" set "ratio" = "t0"."ratio" + cast(@p1 as float) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- add "0.10" to price of 1
update "t0" set "price" = "t0"."price" + cast(@p1 as decimal(8, 2)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- add "999999999999.999998" to weight of 1
update "t0" set "weight" = "t0"."weight" + cast(@p1 as decimal(18, 6)) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- add 1 to version of 1
update "t0" set "version" = "t0"."version" + cast(@p1 as int) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- a sum that is too much for one of many rows changes none
update "t0" set "quantity" = "t0"."quantity" + cast(@p1 as int) from "products" as "t0" where 1 = 1; select @@rowcount;

-- sums beside values, of many rows
update "t0" set "version" = "t0"."version" + cast(@p1 as int), "title" = cast(@p2 as nvarchar(max)), "price" = "t0"."price" + cast(@p3 as decimal(8, 2)) from "products" as "t0" where "t0"."quantity" > cast(@p4 as int); select @@rowcount;

-- sums beside values, of many rows
update "t0" set "version" = "t0"."version" + cast(@p1 as int), "title" = cast(@p2 as nvarchar(max)), "price" = "t0"."price" + cast(@p3 as decimal(8, 2)) from "products" as "t0" where "t0"."quantity" < cast(@p4 as int) and "t0"."quantity" > cast(@p5 as int); select @@rowcount;

-- a version that holds, and one that does not any more
update "t0" set "version" = "t0"."version" + cast(@p1 as int), "title" = cast(@p2 as nvarchar(max)) from "products" as "t0" where "t0"."id" = cast(@p3 as int) and "t0"."version" = cast(@p4 as int); select @@rowcount;

-- set size.unit to "km"
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'unit' + N'.') + N',', N'') + N'"unit":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.height to "-0.001"
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'height' + N'.') + N',', N'') + N'"height":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.ratio to 1.7976931348623157e+308
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'ratio' + N'.') + N',', N'') + N'"ratio":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.count to "-9223372036854775808"
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'count' + N'.') + N',', N'') + N'"count":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.flag to false
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'is flag' + N'.') + N',', N'') + N'"is flag":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.grade to "DRAFT"
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'grade' + N'.') + N',', N'') + N'"grade":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.marks to []
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'marks' + N'.') + N',', N'') + N'"marks":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.box.deep to 99
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'box' + N'.') + N',', N'') + N'"box":' + coalesce((N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) + N']') = 1 then cast(N'[' as nvarchar(max)) + cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) + N']' end, N'$[0]'), 1) = N'{' then cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'deep' + N'.') + N',', N'') + N'"deep":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}'), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.box to null
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'box' + N'.') + N',', N'') + N'"box":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- set size.unit to "x", size.box.deep to null, size.box.label to "y", size.flag to null
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'unit' + N'.' and ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'box' + N'.' and ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'is flag' + N'.') + N',', N'') + N'"unit":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N',"box":' + coalesce((N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) + N']') = 1 then cast(N'[' as nvarchar(max)) + cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) + N']' end, N'$[0]'), 1) = N'{' then cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'deep' + N'.' and ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'label' + N'.') + N',', N'') + N'"deep":' + coalesce(cast(@p2 as nvarchar(max)), N'null') + N',"label":' + coalesce(cast(@p3 as nvarchar(max)), N'null') + N'}'), N'null') + N',"is flag":' + coalesce(cast(@p4 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p5 as int); select @@rowcount;

-- deep inside an object that is not there
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'box' + N'.') + N',', N'') + N'"box":' + coalesce((N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) + N']') = 1 then cast(N'[' as nvarchar(max)) + cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) + N']' end, N'$[0]'), 1) = N'{' then cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'box' + N'.') as nvarchar(max)) end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'label' + N'.') + N',', N'') + N'"label":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}'), N'null') + N'}') from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- inside the objects of many rows, beside other fields
update "t0" set "version" = "t0"."version" + cast(@p1 as int), "tags" = cast(@p2 as nvarchar(max)), "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'unit' + N'.') + N',', N'') + N'"unit":' + coalesce(cast(@p3 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p4) with ("c" int '$') as "e"); select @@rowcount;

-- by text that differs in case alone
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where ("t0"."stock_no" = cast(@p2 as nvarchar(4000)) and (("t0"."stock_no" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)); select @@rowcount;

-- by text without its blank
delete "t0" from "products" as "t0" where ("t0"."stock_no" = cast(@p1 as nvarchar(4000)) and (("t0"."stock_no" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p1 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)); select @@rowcount;

-- by null
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where "t0"."shop_id" is null; select @@rowcount;

-- by members of a list of keys
update "t0" set "note" = cast(@p1 as nvarchar(4000)) from "lines" as "t0" where exists (select 1 from (select "e"."c0" as "k0", "e"."c1" as "k1" from openjson(@p2) with ("c0" int '$[0]', "c1" int '$[1]') as "e") as "m" where "t0"."product_id" = "m"."k0" and "t0"."number" = "m"."k1"); select @@rowcount;

-- by a decimal and a moment
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where "t0"."price" = cast(@p2 as decimal(8, 2)) and cast("t0"."seen" as datetime2(3)) = cast(@p3 as datetime2(3)); select @@rowcount;

-- by what is inside an object
update "t0" set "size" = (N'{' + coalesce((select string_agg(cast(N'"' as nvarchar(max)) + string_escape("j"."key", N'json') collate Latin1_General_100_BIN2 + N'":' + case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2, N',') from openjson(case when left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]'), 1) = N'{' then "t0"."size" end) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 <> N'unit' + N'.') + N',', N'') + N'"unit":' + coalesce(cast(@p1 as nvarchar(max)), N'null') + N'}') from "products" as "t0" where (cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'unit' + N'.') as nvarchar(max)) = cast(@p2 as nvarchar(max)) and ((cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."size" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."size" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'unit' + N'.') as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2)); select @@rowcount;

-- by an item of a list
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where ("t0"."tags" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float))))); select @@rowcount;

-- by alternatives and negations
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where ("t0"."quantity" < cast(@p2 as int) or ("t0"."status" = cast(@p3 as nvarchar(4000)) and (("t0"."status" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p3 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))); select @@rowcount;

-- by the row it belongs to
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where exists (select 1 from "products" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."shop_id" where "t1"."id" = "t0"."id" and ("t2"."city" = cast(@p2 as nvarchar(4000)) and (("t2"."city" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))); select @@rowcount;

-- by rows that belong to it
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id" and "t1"."amount" > cast(@p2 as int)); select @@rowcount;

-- by rows that do not belong to it
update "t0" set "title" = cast(@p1 as nvarchar(max)) from "products" as "t0" where not exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id"); select @@rowcount;

-- by rows of the own table
update "t0" set "city" = cast(@p1 as nvarchar(4000)) from "shops" as "t0" where exists (select 1 from "shops" as "t1" where "t1"."parent_id" = "t0"."id"); select @@rowcount;

-- by rows of the own table
update "t0" set "city" = cast(@p1 as nvarchar(4000)) from "shops" as "t0" where exists (select 1 from "shops" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."parent_id" where "t1"."id" = "t0"."id" and ("t2"."name" = cast(@p2 as nvarchar(4000)) and (("t2"."name" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))); select @@rowcount;

-- by rows two steps away, beside the own
update "t0" set "note" = cast(@p1 as nvarchar(4000)) from "lines" as "t0" where "t0"."amount" > cast(@p2 as int) and exists (select 1 from "lines" as "t1" left join "products" as "t2" on "t2"."id" = "t1"."product_id" left join "shops" as "t3" on "t3"."id" = "t2"."shop_id" where "t1"."product_id" = "t0"."product_id" and "t1"."number" = "t0"."number" and (("t3"."name" = cast(@p3 as nvarchar(4000)) and (("t3"."name" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p3 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and "t1"."amount" > cast(@p2 as int))); select @@rowcount;

-- removed by what it is
delete "t0" from "lines" as "t0" where "t0"."amount" >= cast(@p1 as int); select @@rowcount;

-- removed by a null
delete "t0" from "lines" as "t0" where "t0"."amount" is null; select @@rowcount;

-- removed by the row it belongs to
delete "t0" from "lines" as "t0" where exists (select 1 from "lines" as "t1" left join "products" as "t2" on "t2"."id" = "t1"."product_id" where "t1"."product_id" = "t0"."product_id" and "t1"."number" = "t0"."number" and ("t2"."stock_no" = cast(@p1 as nvarchar(4000)) and (("t2"."stock_no" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p1 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))); select @@rowcount;

-- removed by rows that do not belong to it
delete "t0" from "products" as "t0" where "t0"."shop_id" is null and not exists (select 1 from "lines" as "t1" where "t1"."product_id" = "t0"."id"); select @@rowcount;

-- removed by rows of the own table
delete "t0" from "shops" as "t0" where exists (select 1 from "shops" as "t1" left join "shops" as "t2" on "t2"."id" = "t1"."parent_id" where "t1"."id" = "t0"."id" and (("t2"."name" = cast(@p1 as nvarchar(4000)) and (("t2"."name" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p1 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and not exists (select 1 from "products" as "t3" where "t3"."shop_id" = "t1"."id"))); select @@rowcount;

-- removed whole
delete "t0" from "lines" as "t0" where 1 = 1; select @@rowcount;

-- removed not at all
delete "t0" from "lines" as "t0" where 1 = 0; select @@rowcount;

-- into the way of a unique value
update "t0" set "name" = cast(@p1 as nvarchar(4000)) from "shops" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- into the way of a unique pair
update "t0" set "shelf" = cast(@p1 as nvarchar(4000)), "place" = cast(@p2 as int) from "products" as "t0" where "t0"."id" = cast(@p3 as int); select @@rowcount;

-- two rows to one unique value
update "t0" set "stock_no" = cast(@p1 as nvarchar(4000)) from "products" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e"); select @@rowcount;

-- a key that no row refers to
update "t0" set "id" = cast(@p1 as int) from "products" as "t0" where "t0"."id" = cast(@p2 as int); select @@rowcount;

-- removed under rows of its own table
delete "t0" from "shops" as "t0" where "t0"."id" = cast(@p1 as int); select @@rowcount;

-- removed together with those that refer to it
delete "t0" from "lines" as "t0" where "t0"."product_id" = cast(@p1 as int); select @@rowcount;

-- new rows beside those with nearly the same keys
insert into "tariffs" ("day", "price", "version") select "e"."c0", "e"."c1", "e"."c2" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]', "c2" int '$[2]', "c3" int '$[3]') as "e" order by "e"."c3"; select @@rowcount;

-- new rows beside those with nearly the same keys
insert into "uses" ("level", "at", "starts", "opens", "day", "price") select "e"."c0", "e"."c1", "e"."c2", "e"."c3", "e"."c4", "e"."c5" from openjson(@p1) with ("c0" decimal(10, 4) '$[0]', "c1" datetime2(6) '$[1]', "c2" datetime2(0) '$[2]', "c3" time(3) '$[3]', "c4" date '$[4]', "c5" decimal(12, 2) '$[5]', "c6" int '$[6]') as "e" order by "e"."c6"; select @@rowcount;

-- a decimal and a moment twice
insert into "uses" ("level", "at", "starts", "opens") select "e"."c0", "e"."c1", "e"."c2", "e"."c3" from openjson(@p1) with ("c0" decimal(10, 4) '$[0]', "c1" datetime2(6) '$[1]', "c2" datetime2(0) '$[2]', "c3" time(3) '$[3]', "c4" int '$[4]') as "e" order by "e"."c4"; select @@rowcount;

-- half a reference by a day and a decimal
insert into "uses" ("level", "at", "starts", "opens", "price") select "e"."c0", "e"."c1", "e"."c2", "e"."c3", "e"."c4" from openjson(@p1) with ("c0" decimal(10, 4) '$[0]', "c1" datetime2(6) '$[1]', "c2" datetime2(0) '$[2]', "c3" time(3) '$[3]', "c4" decimal(12, 2) '$[4]', "c5" int '$[5]') as "e" order by "e"."c5"; select @@rowcount;

-- or nothing, by a decimal and a moment
insert into "uses" ("level", "at", "starts", "opens") select "b"."v0", "b"."v1", "b"."v2", "b"."v3" from (select "b"."v0", "b"."v1", "b"."v2", "b"."v3", "b"."n", row_number() over (partition by "b"."v0", "b"."v1" order by "b"."n") as "turn" from (select "e"."c0" as "v0", "e"."c1" as "v1", "e"."c2" as "v2", "e"."c3" as "v3", "e"."c4" as "n" from openjson(@p1) with ("c0" decimal(10, 4) '$[0]', "c1" datetime2(6) '$[1]', "c2" datetime2(0) '$[2]', "c3" time(3) '$[3]', "c4" int '$[4]') as "e") as "b") as "b" where ("b"."turn" = 1 or "b"."v0" is null or "b"."v1" is null) and not exists (select 1 from "uses" as "t" with (updlock, holdlock) where "t"."level" = "b"."v0" and "t"."at" = "b"."v1") order by "b"."n"; select @@rowcount;

-- by a day and a decimal
update "t0" set "note" = cast(@p1 as nvarchar(4000)), "version" = "t0"."version" + cast(@p2 as int) from "tariffs" as "t0" where "t0"."day" = cast(@p3 as date) and "t0"."price" = cast(@p4 as decimal(12, 2)); select @@rowcount;

-- by a day and a decimal
update "t0" set "note" = cast(@p1 as nvarchar(4000)) from "tariffs" as "t0" where "t0"."day" = cast(@p2 as date) and "t0"."price" = cast(@p3 as decimal(12, 2)); select @@rowcount;

-- by a decimal and a moment
update "t0" set "day" = cast(@p1 as date), "price" = cast(@p2 as decimal(12, 2)), "opens" = cast(@p3 as time(3)) from "uses" as "t0" where "t0"."level" = cast(@p4 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) = cast(@p5 as datetime2(6)); select @@rowcount;

-- by a time in a list
update "t0" set "amount" = "t0"."amount" + cast(@p1 as int) from "uses" as "t0" where cast("t0"."opens" as time(3)) in (select "e"."c" from openjson(@p2) with ("c" time(3) '$') as "e"); select @@rowcount;

-- by keys of a decimal and a moment
update "t0" set "amount" = cast(@p1 as int) from "uses" as "t0" where (("t0"."level" = cast(@p2 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) = cast(@p3 as datetime2(6))) or ("t0"."level" = cast(@p4 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) = cast(@p5 as datetime2(6)))); select @@rowcount;

-- by the row that a day and a decimal refer to
update "t0" set "amount" = cast(@p1 as int) from "uses" as "t0" where exists (select 1 from "uses" as "t1" left join "tariffs" as "t2" on "t2"."day" = "t1"."day" and "t2"."price" = "t1"."price" where "t1"."level" = "t0"."level" and "t1"."at" = "t0"."at" and ("t2"."note" = cast(@p2 as nvarchar(4000)) and (("t2"."note" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))); select @@rowcount;

-- by the row that a day and a decimal refer to
update "t0" set "note" = cast(@p1 as nvarchar(4000)) from "tariffs" as "t0" where exists (select 1 from "uses" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price" and cast("t1"."at" as datetime2(6)) = cast(@p2 as datetime2(6))); select @@rowcount;

-- to a day and a decimal of nothing
update "t0" set "price" = cast(@p1 as decimal(12, 2)) from "uses" as "t0" where "t0"."level" = cast(@p2 as decimal(10, 4)); select @@rowcount;

-- a key of a day and a decimal that no row refers to
update "t0" set "day" = cast(@p1 as date), "price" = cast(@p2 as decimal(12, 2)) from "tariffs" as "t0" where "t0"."day" = cast(@p3 as date) and "t0"."price" = cast(@p4 as decimal(12, 2)); select @@rowcount;

-- removed by keys of moments and decimals
delete "t0" from "uses" as "t0" where "t0"."level" = cast(@p1 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) = cast(@p2 as datetime2(6)); select @@rowcount;

-- removed by keys of moments and decimals
delete "t0" from "uses" as "t0" where cast("t0"."starts" as datetime2(0)) = cast(@p1 as datetime2(0)) and cast("t0"."opens" as time(3)) = cast(@p2 as time(3)); select @@rowcount;

-- removed by keys of moments and decimals
delete "t0" from "tariffs" as "t0" where "t0"."day" = cast(@p1 as date) and "t0"."price" = cast(@p2 as decimal(12, 2)); select @@rowcount;

-- removed by days that nothing refers to
delete "t0" from "tariffs" as "t0" where not exists (select 1 from "uses" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price"); select @@rowcount;

-- a row that is numbered
declare @made table (n int identity(1, 1), "r0" int); insert into "tickets" ("label") output "inserted"."id" into @made ("r0") select "e"."s0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e" order by "e"."c1"; select "r0" from @made order by "r0";

-- rows that are locked
select "t0"."id" from "products" as "t0" with (updlock, rowlock) where ("t0"."stock_no" = cast(@p1 as nvarchar(4000)) and (("t0"."stock_no" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p1 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and cast(@p2 as bigint) > 0 order by "t0"."id" asc offset 0 rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only;
