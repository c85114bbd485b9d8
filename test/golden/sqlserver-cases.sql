-- equality: text is equal exactly
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."note" = cast(@p2 as nvarchar(max)) and ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: a trailing blank counts
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."note" = cast(@p2 as nvarchar(max)) and ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: the empty text is a text
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."note" = cast(@p2 as nvarchar(max)) and ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: composed and decomposed letters differ
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."note" = cast(@p2 as nvarchar(max)) and ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: every wildcard and quote is itself
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."note" = cast(@p2 as nvarchar(max)) and ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: ASCII-blind equality
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) = cast(@p2 as nvarchar(max)) and ((cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: ASCII-blind equality folds no other letter
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) = cast(@p2 as nvarchar(max)) and ((cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: ASCII-blind equality leaves the others alone
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) = cast(@p2 as nvarchar(max)) and ((cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: neq never matches null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2)) order by "t0"."id" asc;
-- slots: 0 1

-- equality: ASCII-blind neq
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2)) order by "t0"."id" asc;
-- slots: 0 1

-- equality: distinctFrom matches null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) intersect select ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: same as a value
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) intersect select ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: same as null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) intersect select ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: distinct from null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) intersect select ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: distinct from null, numbers
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select "t0"."quantity" intersect select cast(@p2 as int))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where "t0"."note" = cast(cast("e"."s" as varbinary(max)) as nvarchar(max)) and ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast("e"."s" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in an empty list matches nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where "t0"."note" = cast(cast("e"."s" as varbinary(max)) as nvarchar(max)) and ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast("e"."s" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: not in an empty list matches all but null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."note" is not null and not exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast("e"."s" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: notIn never matches null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."note" is not null and not exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast("e"."s" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: ASCII-blind in
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) = cast(cast("e"."s" as varbinary(max)) as nvarchar(max)) and ((cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast("e"."s" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: ASCII-blind notIn
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) is not null and not exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where ((cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast("e"."s" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in, numbers
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."quantity" in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in, 64-bit numbers
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."big" in (select "e"."c" from openjson(@p2) with ("c" bigint '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in, decimals
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."price" in (select "e"."c" from openjson(@p2) with ("c" decimal(12, 2) '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in, uuids
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."token" in (select "e"."c" from openjson(@p2) with ("c" uniqueidentifier '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in, enums
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where "t0"."status" = cast(cast("e"."s" as varbinary(max)) as nvarchar(max)) and (("t0"."status" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in, floats
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."ratio" in (select "e"."c" from openjson(@p2) with ("c" float '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- equality: in, moments
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast("t0"."touched_at" as datetime2(6)) in (select "e"."c" from openjson(@p2) with ("c" datetime2(6) '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- equality: boolean neq
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."active" <> cast(@p2 as bit)) order by "t0"."id" asc;
-- slots: 0 1

-- equality: enum neq
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (("t0"."status" + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) order by "t0"."id" asc;
-- slots: 0 1

-- equality: uuid
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."token" = cast(@p2 as uniqueidentifier)) order by "t0"."id" asc;
-- slots: 0 1

-- equality: bytes
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."blob" = cast(@p2 as varbinary(max)) and (cast("t0"."blob" as varbinary(max)) + 0x01) = (cast(@p2 as varbinary(max)) + 0x01))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: no bytes are bytes
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."blob" = cast(@p2 as varbinary(max)) and (cast("t0"."blob" as varbinary(max)) + 0x01) = (cast(@p2 as varbinary(max)) + 0x01))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: bytes in
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(@p2) with ("c" varchar(max) '$') as "e" where "t0"."blob" = convert(varbinary(max), "e"."c", 2) and (cast("t0"."blob" as varbinary(max)) + 0x01) = (convert(varbinary(max), "e"."c", 2) + 0x01))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: bytes distinct from
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select (cast("t0"."blob" as varbinary(max)) + 0x01) intersect select (cast(@p2 as varbinary(max)) + 0x01))) order by "t0"."id" asc;
-- slots: 0 1

-- equality: float by its exact value
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."ratio" = cast(@p2 as float)) order by "t0"."id" asc;
-- slots: 0 1

-- equality: time by its exact value
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast("t0"."opens_at" as time(3)) = cast(@p2 as time(3))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: gt
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."quantity" > cast(@p2 as int)) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: not gt never matches null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."quantity" <= cast(@p2 as int)) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: between
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."price" >= cast(@p2 as decimal(12, 2)) and "t0"."price" <= cast(@p3 as decimal(12, 2)))) order by "t0"."id" asc;
-- slots: 0 1 2

-- comparison: decimals compare as numbers
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."price" > cast(@p2 as decimal(12, 2))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: decimals below zero
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."price" < cast(@p2 as decimal(12, 2))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: 64-bit equality
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."big" = cast(@p2 as bigint)) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: 64-bit gt
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."big" > cast(@p2 as bigint)) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: 64-bit numbers compare as numbers
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."big" > cast(@p2 as bigint)) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: floats
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."ratio" > cast(@p2 as float)) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: dates
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."made_on" >= cast(@p2 as date)) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: times
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast("t0"."opens_at" as time(3)) > cast(@p2 as time(3))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: milliseconds
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast("t0"."created_at" as datetime2(3)) <= cast(@p2 as datetime2(3))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: microseconds
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast("t0"."touched_at" as datetime2(6)) > cast(@p2 as datetime2(6))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: text by code point
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) > cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: astral text above the rest
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) > cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: text lte
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) <= cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: false before true
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."active" < cast(@p2 as bit)) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: computed
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast(cast("t0"."quantity" as decimal(10, 0)) * cast("t0"."price" as decimal(12, 2)) as decimal(38, 2)) > cast(@p2 as decimal(38, 2))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: computed, rounded half away from zero
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast(cast(cast(cast("t0"."price" as decimal(14, 4)) - cast("t0"."weight" as decimal(14, 4)) as decimal(38, 4)) as decimal(20, 4)) * cast(cast(@p2 as decimal(38, 2)) as decimal(17, 2)) as decimal(38, 3)) in (select "e"."c" from openjson(@p3) with ("c" decimal(38, 3) '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1 2

-- comparison: computed neq never matches null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast(cast("t0"."quantity" as decimal(10, 0)) * cast("t0"."price" as decimal(12, 2)) as decimal(38, 2)) <> cast(@p2 as decimal(38, 2))) order by "t0"."id" asc;
-- slots: 0 1

-- comparison: computed null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast(cast("t0"."quantity" as decimal(10, 0)) * cast("t0"."price" as decimal(12, 2)) as decimal(38, 2)) is null) order by "t0"."id" asc;
-- slots: 0

-- match: contains %
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains _
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains \
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains '
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains "
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains [a]
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains *
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains ?
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains ^$.
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains %_\
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: startsWith wildcards
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and left(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p2 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1

-- match: endsWith wildcards
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and right(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p2 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1

-- match: contains is exact in case
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains, ASCII-blind
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains, ASCII-blind, no sharp s
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains, ASCII-blind, no Kelvin
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((charindex(cast(@p2 as nvarchar(max)), cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) is not null and datalength(cast(@p2 as nvarchar(max))) = 0) or (charindex(cast(@p3 as nvarchar(max)), cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) is not null and datalength(cast(@p3 as nvarchar(max))) = 0))) order by "t0"."id" asc;
-- slots: 0 1 2

-- match: startsWith, ASCII-blind
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and left(cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p2 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1

-- match: endsWith, ASCII-blind
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and right(cast(cast(cast(translate(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p2 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1

-- match: endsWith a blank
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and right(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p2 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1

-- match: endsWith does not ignore blanks
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and right(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p2 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1

-- match: startsWith nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and left(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p2 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1

-- match: not contains nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: not contains never matches null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: contains an astral character
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (charindex(cast(@p2 as nvarchar(max)), cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2) > 0 or "t0"."note" is not null and datalength(cast(@p2 as nvarchar(max))) = 0)) order by "t0"."id" asc;
-- slots: 0 1

-- match: a letter is not its base
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and right(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p2 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1

-- logic: and of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and 1 = 1) order by "t0"."id" asc;
-- slots: 0

-- logic: or of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and 1 = 0) order by "t0"."id" asc;
-- slots: 0

-- logic: not or of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and 1 = 1) order by "t0"."id" asc;
-- slots: 0

-- logic: not and of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and 1 = 0) order by "t0"."id" asc;
-- slots: 0

-- logic: not or: unknown stays unknown
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) and "t0"."quantity" <> cast(@p3 as int))) order by "t0"."id" asc;
-- slots: 0 1 2

-- logic: not and: false decides
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p2 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) or "t0"."quantity" <> cast(@p3 as int))) order by "t0"."id" asc;
-- slots: 0 1 2

-- logic: not not
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."quantity" = cast(@p2 as int)) order by "t0"."id" asc;
-- slots: 0 1

-- logic: is null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."note" is null) order by "t0"."id" asc;
-- slots: 0

-- logic: not is null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."quantity" is not null) order by "t0"."id" asc;
-- slots: 0

-- logic: not notIn
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."quantity" in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- logic: not in nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."note" is not null and not exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where ((cast("t0"."note" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast("e"."s" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- logic: complement: unknown becomes true
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."quantity" <= cast(@p2 as int) or "t0"."quantity" is null)) order by "t0"."id" asc;
-- slots: 0 1

-- logic: complement of a negation
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."quantity" > cast(@p2 as int) or "t0"."quantity" is null)) order by "t0"."id" asc;
-- slots: 0 1

-- logic: one field against another
select "t0"."hall", "t0"."number" from "shelves" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) <> (("t0"."overflow_hall" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0

-- object: nested text
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) = cast(@p2 as nvarchar(4000)) and ((cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- object: nested text, ASCII-blind
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast(cast(translate(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) = cast(@p2 as nvarchar(4000)) and ((cast(cast(translate(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- object: nested neq never matches null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) order by "t0"."id" asc;
-- slots: 0 1

-- object: nested distinct from
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select ((cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) intersect select ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- object: nested null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) is null) order by "t0"."id" asc;
-- slots: 0

-- object: an object of nulls is not null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."origin" is null) order by "t0"."id" asc;
-- slots: 0

-- object: an inner object
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'spot' + N'.') as nvarchar(max)) is not null) order by "t0"."id" asc;
-- slots: 0

-- object: nested numbers compare as numbers
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 and try_cast("j"."value" as float) = floor(try_cast("j"."value" as float)) and try_cast("j"."value" as float) between -2147483648 and 2147483647 then cast(try_cast("j"."value" as float) as int) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') > cast(@p2 as int)) order by "t0"."id" asc;
-- slots: 0 1

-- object: nested decimals compare as numbers
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 1 and "j"."value" collate Latin1_General_100_BIN2 like N'[-0-9]%' and "j"."value" collate Latin1_General_100_BIN2 like N'%[0-9]' and substring("j"."value", 2, 4000) collate Latin1_General_100_BIN2 not like N'%[^0-9.]%' and charindex(N'.', reverse("j"."value")) <= 3 then try_cast("j"."value" as decimal(38, 2)) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'fee' + N'.') > cast(@p2 as decimal(8, 2))) order by "t0"."id" asc;
-- slots: 0 1

-- object: nested decimals in
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 1 and "j"."value" collate Latin1_General_100_BIN2 like N'[-0-9]%' and "j"."value" collate Latin1_General_100_BIN2 like N'%[0-9]' and substring("j"."value", 2, 4000) collate Latin1_General_100_BIN2 not like N'%[^0-9.]%' and charindex(N'.', reverse("j"."value")) <= 3 then try_cast("j"."value" as decimal(38, 2)) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'fee' + N'.') in (select "e"."c" from openjson(@p2) with ("c" decimal(8, 2) '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- object: nested date
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 1 and "j"."value" collate Latin1_General_100_BIN2 like N'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' then try_cast("j"."value" as date) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'since' + N'.') >= cast(@p2 as date)) order by "t0"."id" asc;
-- slots: 0 1

-- object: nested enum
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'grade' + N'.') as nvarchar(max)) = cast(@p2 as nvarchar(4000)) and ((cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'grade' + N'.') as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- object: twice nested
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 1 and "j"."value" collate Latin1_General_100_BIN2 like N'[-0-9]%' and "j"."value" collate Latin1_General_100_BIN2 like N'%[0-9]' and substring("j"."value", 2, 4000) collate Latin1_General_100_BIN2 not like N'%[^0-9.]%' and charindex(N'.', reverse("j"."value")) <= 5 then try_cast("j"."value" as decimal(38, 4)) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]."spot"') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'lat' + N'.') = cast(@p2 as decimal(9, 4))) order by "t0"."id" asc;
-- slots: 0 1

-- object: twice nested null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'spot' + N'.') as nvarchar(max)) is not null and cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]."spot"') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'lon' + N'.') as nvarchar(max)) is null)) order by "t0"."id" asc;
-- slots: 0

-- list: has
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: has is exact
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: not has: a null list is unknown
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and not exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: hasSome
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: hasSome of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: not hasSome of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and not exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: hasEvery
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and not exists (select 1 from openjson(@p2) as "w" where not exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: hasEvery of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and not exists (select 1 from openjson(@p2) as "w" where not exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: isEmpty
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and not exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end)))) order by "t0"."id" asc;
-- slots: 0

-- list: not isEmpty
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and not not exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end)))) order by "t0"."id" asc;
-- slots: 0

-- list: has a wildcard
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: has quotes
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and not exists (select 1 from openjson(@p2) as "w" where not exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: has an astral character
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tags" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: list of ints
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."scores" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."scores") = 1 then "t0"."scores" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: list of ints, empty
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."scores" is not null and not exists (select 1 from openjson(case when isjson("t0"."scores") = 1 then "t0"."scores" end)))) order by "t0"."id" asc;
-- slots: 0

-- list: list of decimals
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."rates" is not null and exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."rates") = 1 then "t0"."rates" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float)))))) order by "t0"."id" asc;
-- slots: 0 1

-- list: list null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."tags" is null) order by "t0"."id" asc;
-- slots: 0

-- list: not (has or isEmpty)
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (("t0"."tags" is not null and not exists (select 1 from openjson(@p2) as "w" where exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end) as "l" where "l"."type" = "w"."type" and (("l"."value" + N'.') collate Latin1_General_100_BIN2 = "w"."value" + N'.' or "l"."type" = 2 and try_cast("l"."value" as float) = try_cast("w"."value" as float))))) and ("t0"."tags" is not null and not not exists (select 1 from openjson(case when isjson("t0"."tags") = 1 then "t0"."tags" end))))) order by "t0"."id" asc;
-- slots: 0 1

-- JSON: JSON text
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) = cast(@p5 as nvarchar(max)) and ((cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p5 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON text neq: another type is null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p5 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2)) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON text null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) is null) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: JSON of any kind
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) is not null) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: JSON text, ASCII-blind
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast(cast(translate(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) = cast(@p5 as nvarchar(max)) and ((cast(cast(cast(translate(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ', N'abcdefghijklmnopqrstuvwxyz') as varbinary(max)) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p5 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON text contains
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and left(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2, len((cast(@p5 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) - 1) + N'.' = cast(@p5 as nvarchar(max)) + N'.') order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON text at the top of a path
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) = cast(@p5 as nvarchar(max)) and ((cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p5 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON number
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) > cast(@p5 as float)) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON number below zero
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) < cast(@p5 as float)) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON number in
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) in (select "e"."c" from openjson(@p5) with ("c" float '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON number as text is none
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) = cast(@p5 as nvarchar(max)) and ((cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p5 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON boolean
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 3 then cast(case "j"."value" when N'true' then 1 else 0 end as bit) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) = cast(@p5 as bit)) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON boolean as number is none
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) is not null) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: JSON arrays are not entered
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) = cast(@p5 as nvarchar(max)) and ((cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) as nvarchar(max)) as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2) = ((cast(@p5 as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON arrays have no numbers inside
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) is not null) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: a key with a dot
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) = cast(@p5 as float)) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: a key with quotes
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) = cast(@p5 as float)) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: a key with a dollar
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) = cast(@p5 as float)) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: JSON distinct from
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select (select top (1) case when "j"."type" = 3 then cast(case "j"."value" when N'true' then 1 else 0 end as bit) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))) intersect select cast(@p5 as bit))) order by "t0"."id" asc;
-- slots: 0 1 1 1 2

-- JSON: hasKey
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1)))) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: not hasKey: a null field is unknown
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."data" is not null and not exists (select 1 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1))))) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: hasKey whose value is null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1)))) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: hasKey inside
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1)))) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: hasKey does not enter arrays
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1)))) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: hasKey with a dot
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p3 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p2), 1) = cast(@p4 as nvarchar(1)))) order by "t0"."id" asc;
-- slots: 0 1 1 1

-- JSON: a JSON scalar is not null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."data" is null) order by "t0"."id" asc;
-- slots: 0

-- relation: some
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from "stocks" as "t1" where "t1"."item_id" = "t0"."id")) order by "t0"."id" asc;
-- slots: 0

-- relation: none
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select 1 from "stocks" as "t1" where "t1"."item_id" = "t0"."id")) order by "t0"."id" asc;
-- slots: 0

-- relation: some p
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from "stocks" as "t1" where "t1"."item_id" = "t0"."id" and "t1"."amount" > cast(@p2 as int))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: none p
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select 1 from "stocks" as "t1" where "t1"."item_id" = "t0"."id" and "t1"."amount" > cast(@p2 as int))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: every p: unknown is not true, no row is enough
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select 1 from "stocks" as "t1" where "t1"."item_id" = "t0"."id" and ("t1"."amount" <= cast(@p2 as int) or "t1"."amount" is null))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: every not p
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select 1 from "stocks" as "t1" where "t1"."item_id" = "t0"."id" and ("t1"."amount" > cast(@p2 as int) or "t1"."amount" is null))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: not every p
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from "stocks" as "t1" where "t1"."item_id" = "t0"."id" and ("t1"."amount" <= cast(@p2 as int) or "t1"."amount" is null))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: not some p
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select 1 from "stocks" as "t1" where "t1"."item_id" = "t0"."id" and "t1"."amount" > cast(@p2 as int))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: to-one
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from "makers" as "t1" where "t1"."id" = "t0"."maker_id" and (("t1"."country" + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: not to-one is two-valued
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select 1 from "makers" as "t1" where "t1"."id" = "t0"."maker_id" and ("t1"."country" = cast(@p2 as nvarchar(4000)) and (("t1"."country" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: to-one {}
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from "makers" as "t1" where "t1"."id" = "t0"."maker_id")) order by "t0"."id" asc;
-- slots: 0

-- relation: to-one by a key beyond 2^53
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from "makers" as "t1" where "t1"."id" = "t0"."maker_id" and "t1"."id" = cast(@p2 as bigint))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: through a to-one relation
select "t0"."id" from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" where ("t0"."id" < cast(@p1 as int) and ("t1"."name" = cast(@p2 as nvarchar(4000)) and (("t1"."name" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: through two
select "t0"."id" from "items" as "t0" left join "categories" as "t1" on ("t1"."code" = "t0"."category_code" and (("t1"."code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2)) left join "categories" as "t2" on ("t2"."code" = "t1"."parent_code" and (("t2"."code" + N'.') collate Latin1_General_100_BIN2) = (("t1"."parent_code" + N'.') collate Latin1_General_100_BIN2)) where ("t0"."id" < cast(@p1 as int) and ("t2"."name" = cast(@p2 as nvarchar(4000)) and (("t2"."name" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: a missing row on the way is null
select "t0"."id" from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" left join "profiles" as "t2" on "t2"."maker_id" = "t1"."id" where ("t0"."id" < cast(@p1 as int) and "t2"."bio" is null) order by "t0"."id" asc;
-- slots: 0

-- relation: neq through a relation
select "t0"."id" from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" where ("t0"."id" < cast(@p1 as int) and (("t1"."country" + N'.') collate Latin1_General_100_BIN2) <> ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) order by "t0"."id" asc;
-- slots: 0 1

-- relation: distinct from, through a relation
select "t0"."id" from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" where ("t0"."id" < cast(@p1 as int) and not exists (select (("t1"."country" + N'.') collate Latin1_General_100_BIN2) intersect select ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: many to many
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from "stocks" as "t2" join "shelves" as "t1" on ("t1"."hall" = "t2"."hall" and (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) = (("t2"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t1"."number" = "t2"."number" where "t2"."item_id" = "t0"."id" and "t1"."capacity" is null)) order by "t0"."id" asc;
-- slots: 0

-- relation: related count
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select count(*) from "items" as "t1" where ("t1"."tone" = "t0"."tone" and (("t1"."tone" + N'.') collate Latin1_General_100_BIN2) = (("t0"."tone" + N'.') collate Latin1_General_100_BIN2))) = cast(@p2 as int)) order by "t0"."id" asc;
-- slots: 0 1

-- relation: related count of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select count(*) from "items" as "t1" where ("t1"."tone" = "t0"."tone" and (("t1"."tone" + N'.') collate Latin1_General_100_BIN2) = (("t0"."tone" + N'.') collate Latin1_General_100_BIN2))) = cast(@p2 as int)) order by "t0"."id" asc;
-- slots: 0 1

-- relation: related rows count once, whatever lies between
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select count(*) from "shelves" as "t1" where exists (select 1 from "stocks" as "t2" where "t2"."item_id" = "t0"."id" and ("t1"."hall" = "t2"."hall" and (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) = (("t2"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t1"."number" = "t2"."number")) >= cast(@p2 as int)) order by "t0"."id" asc;
-- slots: 0 1

-- relation: rows between count each
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select count(*) from "stocks" as "t1" where "t1"."item_id" = "t0"."id") = cast(@p2 as int)) order by "t0"."id" asc;
-- slots: 0 1

-- relation: related count with a filter
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select count(*) from "stocks" as "t1" where "t1"."item_id" = "t0"."id" and "t1"."amount" >= cast(@p2 as int)) = cast(@p3 as int)) order by "t0"."id" asc;
-- slots: 0 1 2

-- relation: related count in
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select count(*) from "stocks" as "t1" where "t1"."item_id" = "t0"."id") in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e")) order by "t0"."id" asc;
-- slots: 0 1

-- relation: related sum
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select sum(cast("t1"."amount" as decimal(38, 0))) from "stocks" as "t1" where "t1"."item_id" = "t0"."id") > cast(@p2 as bigint)) order by "t0"."id" asc;
-- slots: 0 1

-- relation: related sum over each row once
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select sum(cast("t1"."capacity" as decimal(38, 0))) from "shelves" as "t1" where exists (select 1 from "stocks" as "t2" where "t2"."item_id" = "t0"."id" and ("t1"."hall" = "t2"."hall" and (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) = (("t2"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t1"."number" = "t2"."number")) = cast(@p2 as bigint)) order by "t0"."id" asc;
-- slots: 0 1

-- relation: related max of nothing is null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select max("t2"."v0") from (select cast("t1"."placed_at" as datetime2(6)) as "v0" from "stocks" as "t1" where "t1"."item_id" = "t0"."id") as "t2") is not null) order by "t0"."id" asc;
-- slots: 0

-- relation: related avg
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (select (case when sum("t1"."cost") < 0 then cast((cast(sum("t1"."cost") as decimal(37, 3)) - (cast(sum("t1"."cost") as decimal(37, 3)) % cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)))) / cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)) as decimal(37, 9)) - cast(cast((cast(cast(cast(abs((cast(sum("t1"."cost") as decimal(37, 3)) % cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)))) as decimal(13, 3)) * cast(1000 as decimal(4, 0)) as decimal(13, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)) as decimal(22, 0)) - cast(cast(cast(abs((cast(sum("t1"."cost") as decimal(37, 3)) % cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)))) as decimal(13, 3)) * cast(1000 as decimal(4, 0)) as decimal(13, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)) as decimal(22, 0)) % (2 * cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("t1"."cost"), 0) as decimal(10, 0))) as decimal(10, 0)) * cast(0.000000001 as decimal(9, 9)) as decimal(37, 9)) else cast((cast(sum("t1"."cost") as decimal(37, 3)) - (cast(sum("t1"."cost") as decimal(37, 3)) % cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)))) / cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)) as decimal(37, 9)) + cast(cast((cast(cast(cast(abs((cast(sum("t1"."cost") as decimal(37, 3)) % cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)))) as decimal(13, 3)) * cast(1000 as decimal(4, 0)) as decimal(13, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)) as decimal(22, 0)) - cast(cast(cast(abs((cast(sum("t1"."cost") as decimal(37, 3)) % cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)))) as decimal(13, 3)) * cast(1000 as decimal(4, 0)) as decimal(13, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)) as decimal(22, 0)) % (2 * cast(nullif(count("t1"."cost"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("t1"."cost"), 0) as decimal(10, 0))) as decimal(10, 0)) * cast(0.000000001 as decimal(9, 9)) as decimal(37, 9)) end) from "stocks" as "t1" where "t1"."item_id" = "t0"."id") = cast(@p2 as decimal(38, 9))) order by "t0"."id" asc;
-- slots: 0 1

-- relation: self, to many
select "t0"."code" from "categories" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and exists (select 1 from "categories" as "t1" where ("t1"."parent_code" = "t0"."code" and (("t1"."parent_code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."code" + N'.') collate Latin1_General_100_BIN2)) and "t1"."rank" = cast(@p2 as int))) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 0 1

-- relation: self, every
select "t0"."code" from "categories" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and not exists (select 1 from "categories" as "t1" where ("t1"."parent_code" = "t0"."code" and (("t1"."parent_code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."code" + N'.') collate Latin1_General_100_BIN2)) and ("t1"."rank" <> cast(@p2 as int) or "t1"."rank" is null))) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 0 1

-- relation: self, up twice
select "t0"."code" from "categories" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and exists (select 1 from "categories" as "t1" where ("t1"."code" = "t0"."parent_code" and (("t1"."code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."parent_code" + N'.') collate Latin1_General_100_BIN2)) and exists (select 1 from "categories" as "t2" where ("t2"."code" = "t1"."parent_code" and (("t2"."code" + N'.') collate Latin1_General_100_BIN2) = (("t1"."parent_code" + N'.') collate Latin1_General_100_BIN2)) and ("t2"."name" = cast(@p2 as nvarchar(4000)) and (("t2"."name" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))))) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 0 1

-- relation: four deep
select "t0"."code" from "categories" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and exists (select 1 from "items" as "t1" where ("t1"."category_code" = "t0"."code" and (("t1"."category_code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."code" + N'.') collate Latin1_General_100_BIN2)) and exists (select 1 from "stocks" as "t2" where "t2"."item_id" = "t1"."id" and exists (select 1 from "shelves" as "t3" where ("t3"."hall" = "t2"."hall" and (("t3"."hall" + N'.') collate Latin1_General_100_BIN2) = (("t2"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t3"."number" = "t2"."number" and ("t3"."label" = cast(@p2 as nvarchar(4000)) and (("t3"."label" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)))))) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 0 1

-- relation: none of a filter with null
select "t0"."code" from "categories" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and not exists (select 1 from "items" as "t1" where ("t1"."category_code" = "t0"."code" and (("t1"."category_code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."code" + N'.') collate Latin1_General_100_BIN2)) and "t1"."maker_id" is null)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 0

-- relation: composite to-one: half a reference is none
select "t0"."hall", "t0"."number" from "shelves" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and exists (select 1 from "shelves" as "t1" where ("t1"."hall" = "t0"."overflow_hall" and (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) = (("t0"."overflow_hall" + N'.') collate Latin1_General_100_BIN2)) and "t1"."number" = "t0"."overflow_number")) order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0

-- relation: composite to-many
select "t0"."hall", "t0"."number" from "shelves" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and exists (select 1 from "shelves" as "t1" where ("t1"."overflow_hall" = "t0"."hall" and (("t1"."overflow_hall" + N'.') collate Latin1_General_100_BIN2) = (("t0"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t1"."overflow_number" = "t0"."number")) order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0

-- relation: many to many, composite side
select "t0"."hall", "t0"."number" from "shelves" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and exists (select 1 from "stocks" as "t2" join "items" as "t1" on "t1"."id" = "t2"."item_id" where ("t2"."hall" = "t0"."hall" and (("t2"."hall" + N'.') collate Latin1_General_100_BIN2) = (("t0"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t2"."number" = "t0"."number" and "t1"."id" = cast(@p2 as int))) order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0 1

-- relation: many to many, count
select "t0"."hall", "t0"."number" from "shelves" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and (select count(*) from "items" as "t1" where exists (select 1 from "stocks" as "t2" where ("t2"."hall" = "t0"."hall" and (("t2"."hall" + N'.') collate Latin1_General_100_BIN2) = (("t0"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t2"."number" = "t0"."number" and "t1"."id" = "t2"."item_id")) = cast(@p2 as int)) order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0 1

-- relation: many to many, the greatest value beyond a further relation
select "t0"."hall", "t0"."number" from "shelves" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and cast(cast(cast((select cast(cast(stuff(max((convert(nvarchar(max), cast(cast(cast("t4"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)), 2) + nchar(1) + "t4"."code") collate Latin1_General_100_BIN2), 1, charindex(nchar(1), max((convert(nvarchar(max), cast(cast(cast("t4"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)), 2) + nchar(1) + "t4"."code") collate Latin1_General_100_BIN2)), N'') as varbinary(max)) as nvarchar(max)) from "items" as "t1" left join "categories" as "t4" on ("t4"."code" = "t1"."category_code" and (("t4"."code" + N'.') collate Latin1_General_100_BIN2) = (("t1"."category_code" + N'.') collate Latin1_General_100_BIN2)) where exists (select 1 from "stocks" as "t2" where ("t2"."hall" = "t0"."hall" and (("t2"."hall" + N'.') collate Latin1_General_100_BIN2) = (("t0"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t2"."number" = "t0"."number" and "t1"."id" = "t2"."item_id")) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) >= cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max))) order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0 1

-- order: text by code point, nulls smallest
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."id" asc;
-- slots: 0

-- order: text descending
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) desc, "t0"."id" asc;
-- slots: 0

-- order: nulls last ascending
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by case when cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) is null then 1 else 0 end, cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."id" asc;
-- slots: 0

-- order: more terms than MongoDB sorts by
select "t0"."id", "t0"."active", "t0"."status", "t0"."quantity", "t0"."tone" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by case when "t0"."active" is null then 1 else 0 end, "t0"."active" asc, case when (case (("t0"."status" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) is null then 0 else 1 end, (case (("t0"."status" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) desc, case when "t0"."quantity" is null then 1 else 0 end, "t0"."quantity" asc, case when cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) is null then 0 else 1 end, cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) desc, case when cast(cast(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) is null then 1 else 0 end, cast(cast(cast("t0"."note" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) asc, case when "t0"."big" is null then 0 else 1 end, "t0"."big" desc, case when "t0"."ratio" is null then 1 else 0 end, "t0"."ratio" asc, case when "t0"."weight" is null then 0 else 1 end, "t0"."weight" desc, case when "t0"."made_on" is null then 1 else 0 end, "t0"."made_on" asc, case when cast("t0"."opens_at" as time(3)) is null then 0 else 1 end, cast("t0"."opens_at" as time(3)) desc, case when cast("t0"."touched_at" as datetime2(6)) is null then 1 else 0 end, cast("t0"."touched_at" as datetime2(6)) asc, case when (convert(char(36), "t0"."token") collate Latin1_General_100_BIN2) is null then 0 else 1 end, (convert(char(36), "t0"."token") collate Latin1_General_100_BIN2) desc, case when "t0"."maker_id" is null then 1 else 0 end, "t0"."maker_id" asc, case when cast(cast(cast("t0"."category_code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) is null then 0 else 1 end, cast(cast(cast("t0"."category_code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) desc, case when cast(cast(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)) is null then 1 else 0 end, cast(cast(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)) asc, case when cast(cast(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'zip' + N'.') as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(48)) as varbinary(48)) is null then 0 else 1 end, cast(cast(cast(cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'zip' + N'.') as nvarchar(max)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(48)) as varbinary(48)) desc, case when (select top (1) case when "j"."type" = 2 and try_cast("j"."value" as float) = floor(try_cast("j"."value" as float)) and try_cast("j"."value" as float) between -2147483648 and 2147483647 then cast(try_cast("j"."value" as float) as int) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') is null then 1 else 0 end, (select top (1) case when "j"."type" = 2 and try_cast("j"."value" as float) = floor(try_cast("j"."value" as float)) and try_cast("j"."value" as float) between -2147483648 and 2147483647 then cast(try_cast("j"."value" as float) as int) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') asc, "t0"."id" asc;
-- slots: 0

-- order: nulls first descending
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by case when cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) is null then 0 else 1 end, cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) desc, "t0"."id" asc;
-- slots: 0

-- order: enums by name
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by (case (("t0"."status" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc, "t0"."id" asc;
-- slots: 0

-- order: false before true
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by "t0"."active" asc, "t0"."id" asc;
-- slots: 0

-- order: decimals as numbers
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by "t0"."price" asc, "t0"."id" asc;
-- slots: 0

-- order: 64-bit numbers
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by "t0"."big" asc, "t0"."id" asc;
-- slots: 0

-- order: floats
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by "t0"."ratio" desc, "t0"."id" asc;
-- slots: 0

-- order: uuids as text
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by case when (convert(char(36), "t0"."token") collate Latin1_General_100_BIN2) is null then 1 else 0 end, (convert(char(36), "t0"."token") collate Latin1_General_100_BIN2) asc, "t0"."id" asc;
-- slots: 0

-- order: microseconds
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by cast("t0"."touched_at" as datetime2(6)) desc, "t0"."id" asc;
-- slots: 0

-- order: times
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by case when cast("t0"."opens_at" as time(3)) is null then 1 else 0 end, cast("t0"."opens_at" as time(3)) asc, "t0"."id" asc;
-- slots: 0

-- order: through a to-one relation
select "t0"."id" from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" where "t0"."id" < cast(@p1 as int) order by cast(cast(cast("t1"."name" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)) desc, "t0"."id" asc;
-- slots: 0

-- order: through two
select "t0"."id" from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" left join "profiles" as "t2" on "t2"."maker_id" = "t1"."id" where "t0"."id" < cast(@p1 as int) order by case when cast(cast(cast("t2"."bio" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) is null then 1 else 0 end, cast(cast(cast("t2"."bio" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) asc, "t0"."id" asc;
-- slots: 0

-- order: by a related count
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by (select count(*) from "stocks" as "t1" where "t1"."item_id" = "t0"."id") desc, "t0"."id" asc;
-- slots: 0

-- order: by a nested field
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by (select top (1) case when "j"."type" = 2 and try_cast("j"."value" as float) = floor(try_cast("j"."value" as float)) and try_cast("j"."value" as float) between -2147483648 and 2147483647 then cast(try_cast("j"."value" as float) as int) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') desc, "t0"."id" asc;
-- slots: 0

-- order: by a nested decimal
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by case when (select top (1) case when "j"."type" = 1 and "j"."value" collate Latin1_General_100_BIN2 like N'[-0-9]%' and "j"."value" collate Latin1_General_100_BIN2 like N'%[0-9]' and substring("j"."value", 2, 4000) collate Latin1_General_100_BIN2 not like N'%[^0-9.]%' and charindex(N'.', reverse("j"."value")) <= 3 then try_cast("j"."value" as decimal(38, 2)) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'fee' + N'.') is null then 1 else 0 end, (select top (1) case when "j"."type" = 1 and "j"."value" collate Latin1_General_100_BIN2 like N'[-0-9]%' and "j"."value" collate Latin1_General_100_BIN2 like N'%[0-9]' and substring("j"."value", 2, 4000) collate Latin1_General_100_BIN2 not like N'%[^0-9.]%' and charindex(N'.', reverse("j"."value")) <= 3 then try_cast("j"."value" as decimal(38, 2)) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'fee' + N'.') asc, "t0"."id" asc;
-- slots: 0

-- order: by a computed field
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by cast(cast("t0"."quantity" as decimal(10, 0)) * cast("t0"."price" as decimal(12, 2)) as decimal(38, 2)) asc, "t0"."id" asc;
-- slots: 0

-- order: keys beyond 2^53 in order
select "t0"."name" from "makers" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" bigint '$') as "e") order by "t0"."id" asc;
-- slots: 0

-- order: the same term twice
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by "t0"."id" desc;
-- slots: 0

-- page: limit and offset
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) and cast(@p2 as bigint) > 0 order by "t0"."id" asc offset cast(@p3 as bigint) rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only;
-- slots: 2 0 1

-- page: limit 0
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) and cast(@p2 as bigint) > 0 order by "t0"."id" asc offset 0 rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only;
-- slots: 1 0

-- page: offset beyond the end
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) and cast(@p2 as bigint) > 0 order by "t0"."id" asc offset cast(@p3 as bigint) rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only;
-- slots: 2 0 1

-- page: offset alone
select "t0"."id" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by "t0"."id" asc offset cast(@p2 as bigint) rows;
-- slots: 1 0

-- page: the last rows, in order
select "p"."r0" from (select "t0"."id" as "r0", "t0"."id" as "o0" from "items" as "t0" where "t0"."id" < cast(@p1 as int) and cast(@p2 as bigint) > 0 order by "t0"."id" desc offset 0 rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only) as "p" order by "p"."o0" asc;
-- slots: 1 0

-- page: the last rows of a tied order
select "p"."r0" from (select "t0"."id" as "r0", "t0"."price" as "o0", "t0"."id" as "o1" from "items" as "t0" where "t0"."id" < cast(@p1 as int) and cast(@p2 as bigint) > 0 order by "t0"."price" desc, "t0"."id" desc offset 0 rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only) as "p" order by "p"."o0" asc, "p"."o1" asc;
-- slots: 1 0

-- page: the last rows, fewer than asked
select "p"."r0" from (select "t0"."id" as "r0", "t0"."id" as "o0" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."id" < cast(@p2 as int)) and cast(@p3 as bigint) > 0 order by "t0"."id" desc offset 0 rows fetch next (case when cast(@p3 as bigint) < 1 then 1 else cast(@p3 as bigint) end) rows only) as "p" order by "p"."o0" asc;
-- slots: 2 0 1

-- page: after a null that comes first
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tone" is not null or ("t0"."tone" is null and "t0"."id" > cast(@p2 as int)))) order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."id" asc;
-- slots: 2 1

-- page: after the last null
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tone" is not null or ("t0"."tone" is null and "t0"."id" > cast(@p2 as int)))) order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."id" asc;
-- slots: 2 1

-- page: after a tie
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) > cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) or (("t0"."tone" = cast(@p2 as nvarchar(4000)) and (("t0"."tone" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."id" > cast(@p3 as int)))) order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."id" asc;
-- slots: 2 0 1

-- page: after the last
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) > cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) or (("t0"."tone" = cast(@p2 as nvarchar(4000)) and (("t0"."tone" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."id" > cast(@p3 as int)))) order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."id" asc;
-- slots: 2 0 1

-- page: after a value, nulls last
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) > cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) or "t0"."tone" is null) or (("t0"."tone" = cast(@p2 as nvarchar(4000)) and (("t0"."tone" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."id" > cast(@p3 as int)))) order by case when cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) is null then 1 else 0 end, cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."id" asc;
-- slots: 2 0 1

-- page: after a null that comes last
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tone" is null and "t0"."id" > cast(@p2 as int))) order by case when cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) is null then 1 else 0 end, cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."id" asc;
-- slots: 2 1

-- page: after, descending
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) < cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) or "t0"."tone" is null) or (("t0"."tone" = cast(@p2 as nvarchar(4000)) and (("t0"."tone" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."id" > cast(@p3 as int)))) order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) desc, "t0"."id" asc;
-- slots: 2 0 1

-- page: after, nulls first descending
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tone" is not null or ("t0"."tone" is null and "t0"."id" > cast(@p2 as int)))) and cast(@p3 as bigint) > 0 order by case when cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) is null then 0 else 1 end, cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) desc, "t0"."id" asc offset 0 rows fetch next (case when cast(@p3 as bigint) < 1 then 1 else cast(@p3 as bigint) end) rows only;
-- slots: 3 1 2

-- page: after a tied decimal, descending
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (("t0"."price" < cast(@p2 as decimal(12, 2)) or "t0"."price" is null) or ("t0"."price" = cast(@p2 as decimal(12, 2)) and "t0"."id" > cast(@p3 as int)))) order by "t0"."price" desc, "t0"."id" asc;
-- slots: 2 0 1

-- page: before
select "p"."r0" from (select "t0"."id" as "r0", cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) as "o0", "t0"."id" as "o1" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) < cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) or "t0"."tone" is null) or (("t0"."tone" = cast(@p2 as nvarchar(4000)) and (("t0"."tone" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and ("t0"."id" < cast(@p3 as int) or "t0"."id" is null)))) and cast(@p4 as bigint) > 0 order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) desc, "t0"."id" desc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only) as "p" order by "p"."o0" asc, "p"."o1" asc;
-- slots: 3 0 1 2

-- page: before the first null
select "p"."r0" from (select "t0"."id" as "r0", cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) as "o0", "t0"."id" as "o1" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tone" is null and ("t0"."id" < cast(@p2 as int) or "t0"."id" is null))) and cast(@p3 as bigint) > 0 order by cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) desc, "t0"."id" desc offset 0 rows fetch next (case when cast(@p3 as bigint) < 1 then 1 else cast(@p3 as bigint) end) rows only) as "p" order by "p"."o0" asc, "p"."o1" asc;
-- slots: 3 1 2

-- page: before, nulls last
select "p"."r0" from (select "t0"."id" as "r0", cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) as "o0", "t0"."id" as "o1" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."tone" is not null or ("t0"."tone" is null and ("t0"."id" < cast(@p2 as int) or "t0"."id" is null)))) and cast(@p3 as bigint) > 0 order by case when cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) is null then 0 else 1 end, cast(cast(cast("t0"."tone" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) desc, "t0"."id" desc offset 0 rows fetch next (case when cast(@p3 as bigint) < 1 then 1 else cast(@p3 as bigint) end) rows only) as "p" order by case when "p"."o0" is null then 1 else 0 end, "p"."o0" asc, "p"."o1" asc;
-- slots: 3 1 2

-- page: after a microsecond
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((cast("t0"."touched_at" as datetime2(6)) < cast(@p2 as datetime2(6)) or cast("t0"."touched_at" as datetime2(6)) is null) or (cast("t0"."touched_at" as datetime2(6)) = cast(@p2 as datetime2(6)) and "t0"."id" > cast(@p3 as int)))) and cast(@p4 as bigint) > 0 order by cast("t0"."touched_at" as datetime2(6)) desc, "t0"."id" asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 3 0 1 2

-- page: after an enum
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ((case (("t0"."status" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) > cast(@p2 as int) or (("t0"."status" = cast(@p3 as nvarchar(4000)) and (("t0"."status" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p3 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."id" > cast(@p4 as int)))) order by (case (("t0"."status" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc, "t0"."id" asc;
-- slots: 2 0 0 1

-- page: after a boolean
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."active" > cast(@p2 as bit) or ("t0"."active" = cast(@p2 as bit) and "t0"."id" > cast(@p3 as int)))) order by "t0"."active" asc, "t0"."id" asc;
-- slots: 2 0 1

-- page: after a 64-bit number
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."big" > cast(@p2 as bigint) or ("t0"."big" = cast(@p2 as bigint) and "t0"."id" > cast(@p3 as int)))) order by "t0"."big" asc, "t0"."id" asc;
-- slots: 2 0 1

-- page: after a float
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and ("t0"."ratio" > cast(@p2 as float) or ("t0"."ratio" = cast(@p2 as float) and "t0"."id" > cast(@p3 as int)))) order by "t0"."ratio" asc, "t0"."id" asc;
-- slots: 2 0 1

-- page: after, through a relation
select "t0"."id" from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" where ("t0"."id" < cast(@p1 as int) and (cast(cast(cast("t1"."name" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)) > cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) or (("t1"."name" = cast(@p2 as nvarchar(4000)) and (("t1"."name" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."id" > cast(@p3 as int)))) order by cast(cast(cast("t1"."name" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)) asc, "t0"."id" asc;
-- slots: 2 0 1

-- page: after a related count
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (((select count(*) from "stocks" as "t1" where "t1"."item_id" = "t0"."id") < cast(@p2 as int) or (select count(*) from "stocks" as "t3" where "t3"."item_id" = "t0"."id") is null) or ((select count(*) from "stocks" as "t5" where "t5"."item_id" = "t0"."id") = cast(@p2 as int) and "t0"."id" > cast(@p3 as int)))) and cast(@p4 as bigint) > 0 order by (select count(*) from "stocks" as "t7" where "t7"."item_id" = "t0"."id") desc, "t0"."id" asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 3 0 1 2

-- page: after, nested
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and (((select top (1) case when "j"."type" = 2 and try_cast("j"."value" as float) = floor(try_cast("j"."value" as float)) and try_cast("j"."value" as float) between -2147483648 and 2147483647 then cast(try_cast("j"."value" as float) as int) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') < cast(@p2 as int) or cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') as nvarchar(max)) is null) or ((select top (1) case when "j"."type" = 2 and try_cast("j"."value" as float) = floor(try_cast("j"."value" as float)) and try_cast("j"."value" as float) between -2147483648 and 2147483647 then cast(try_cast("j"."value" as float) as int) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') = cast(@p2 as int) and "t0"."id" > cast(@p3 as int)))) and cast(@p4 as bigint) > 0 order by (select top (1) case when "j"."type" = 2 and try_cast("j"."value" as float) = floor(try_cast("j"."value" as float)) and try_cast("j"."value" as float) between -2147483648 and 2147483647 then cast(try_cast("j"."value" as float) as int) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') desc, "t0"."id" asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 3 0 1 2

-- page: after a composite key
select "t0"."hall", "t0"."number" from "shelves" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and (cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) > cast(cast(cast(cast(@p2 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) or (("t0"."hall" = cast(@p2 as nvarchar(4000)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and ("t0"."number" < cast(@p3 as int) or "t0"."number" is null)))) order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" desc;
-- slots: 0 1 2

-- nested: a page per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 1

-- nested: a page per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."price" desc, "t0"."id" asc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 2 0

-- nested: the last per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 1

-- nested: the last per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" desc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n" desc;
-- slots: 2 0

-- nested: an offset per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 2

-- nested: an offset per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" asc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "p" where "p"."n" > cast(@p2 as bigint) and "p"."n" <= cast(@p2 as bigint) + cast(@p3 as bigint) order by "p"."n";
-- slots: 3 1 0

-- nested: after, per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 2

-- nested: after, per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" asc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)) where "t0"."id" > cast(@p2 as int)) as "p" where "p"."n" <= cast(@p3 as bigint) order by "p"."n";
-- slots: 3 0 1

-- nested: a filter per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 1

-- nested: a filter per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "k"."c0", "t0"."id" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)) where "t0"."quantity" >= cast(@p2 as int) order by "t0"."id" asc;
-- slots: 2 0

-- nested: a count per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 0

-- nested: a count per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "s"."c0", count(*) from (select "k"."c0" as "c0" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "s" group by (("s"."c0" + N'.') collate Latin1_General_100_BIN2), "s"."c0";
-- slots: 1

-- nested: totals per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 1

-- nested: totals per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "s"."c0", convert(varchar(41), sum("s"."v0")), convert(varchar(41), (case when sum(cast("s"."v1" as decimal(38, 0))) < 0 then cast((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(37, 6)) - cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v1"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) else cast((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(37, 6)) + cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v1"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) end)), cast(cast(stuff(max((convert(nvarchar(max), cast(cast(cast("s"."v2" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)), 2) + nchar(1) + "s"."v2") collate Latin1_General_100_BIN2), 1, charindex(nchar(1), max((convert(nvarchar(max), cast(cast(cast("s"."v2" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)), 2) + nchar(1) + "s"."v2") collate Latin1_General_100_BIN2)), N'') as varbinary(max)) as nvarchar(max)) from (select "k"."c0" as "c0", "t0"."price" as "v0", "t0"."quantity" as "v1", "t0"."tone" as "v2" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)) where "t0"."id" <> cast(@p2 as int)) as "s" group by (("s"."c0" + N'.') collate Latin1_General_100_BIN2), "s"."c0";
-- slots: 2 0

-- nested: groups per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 0

-- nested: groups per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "s"."c0", "s"."v0", count(*) from (select "k"."c0" as "c0", "t0"."status" as "v0" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "s" group by (("s"."c0" + N'.') collate Latin1_General_100_BIN2), "s"."c0", (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" order by (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc;
-- slots: 1

-- nested: a page of groups per parent
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc;
-- slots: 1

-- nested: a page of groups per parent, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0", "p"."r1" from (select "s"."c0" as "c0", "s"."v0" as "r0", count(*) as "r1", row_number() over (partition by (("s"."c0" + N'.') collate Latin1_General_100_BIN2) order by count(*) desc, (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc) as "n" from (select "k"."c0" as "c0", "t0"."status" as "v0" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "s" group by (("s"."c0" + N'.') collate Latin1_General_100_BIN2), "s"."c0", (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0") as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 2 0

-- nested: to-one in to-one, and missing ones
select "t0"."id", convert(varchar(41), "t0"."maker_id") from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by "t0"."id" asc;
-- slots: 0

-- nested: to-one in to-one, and missing ones, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" bigint '$[0]') as "e") select convert(varchar(41), "k"."c0"), "t0"."name", convert(varchar(41), "t0"."id") from "bound 0" as "k" join "makers" as "t0" on "t0"."id" = "k"."c0" order by "t0"."id" asc;
-- slots: 1

-- nested: to-one in to-one, and missing ones, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" bigint '$[0]') as "e") select convert(varchar(41), "k"."c0"), "t0"."bio" from "bound 0" as "k" join "profiles" as "t0" on "t0"."maker_id" = "k"."c0" order by (convert(char(36), "t0"."id") collate Latin1_General_100_BIN2) asc;
-- slots: 2

-- nested: many to many, each row once
select "t0"."id" from "items" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" int '$') as "e") order by "t0"."id" asc;
-- slots: 0

-- nested: many to many, each row once, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" int '$[0]') as "e") select "k"."c0", "t0"."hall", "t0"."number" from (select distinct "k"."c0", "t1"."hall" as "f0", "t1"."number" as "f1", (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) as "x1" from "bound 0" as "k" join "stocks" as "t1" on "t1"."item_id" = "k"."c0") as "k" join "shelves" as "t0" on ("t0"."hall" = "k"."f0" and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("k"."f0" + N'.') collate Latin1_General_100_BIN2)) and "t0"."number" = "k"."f1" order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 1

-- nested: many to many, each row once, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" int '$[0]') as "e") select "s"."c0", count(*), convert(varchar(41), sum(cast("s"."v0" as decimal(38, 0)))) from (select "k"."c0" as "c0", "t0"."capacity" as "v0" from (select distinct "k"."c0", "t1"."hall" as "f0", "t1"."number" as "f1", (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) as "x1" from "bound 0" as "k" join "stocks" as "t1" on "t1"."item_id" = "k"."c0") as "k" join "shelves" as "t0" on ("t0"."hall" = "k"."f0" and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("k"."f0" + N'.') collate Latin1_General_100_BIN2)) and "t0"."number" = "k"."f1") as "s" group by "s"."c0";
-- slots: 2

-- nested: many to many, each row once, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" int '$[0]') as "e") select "s"."c0", count(*) from (select "k"."c0" as "c0" from "bound 0" as "k" join "stocks" as "t0" on "t0"."item_id" = "k"."c0") as "s" group by "s"."c0";
-- slots: 3

-- nested: joined by text that no key constrains
select "t0"."id", "t0"."tone" from "items" as "t0" where "t0"."id" < cast(@p1 as int) order by "t0"."id" asc;
-- slots: 0

-- nested: joined by text that no key constrains, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "k"."c0", "t0"."id" from "bound 0" as "k" join "items" as "t0" on ("t0"."tone" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(80)) and (("t0"."tone" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(80)) + N'.') collate Latin1_General_100_BIN2)) order by "t0"."id" asc;
-- slots: 1

-- nested: three deep, pages at every level
select "t0"."code" from "categories" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."code" = cast(cast("e"."s" as varbinary(max)) as nvarchar(40)) and (("t0"."code" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and cast(@p2 as bigint) > 0 order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc offset cast(@p3 as bigint) rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only;
-- slots: 2 3 4

-- nested: three deep, pages at every level, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."code" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by cast(cast(cast("t0"."code" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(80)) as varbinary(80)) asc) as "n" from "bound 0" as "k" join "categories" as "t0" on ("t0"."parent_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."parent_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 5 1

-- nested: three deep, pages at every level, then
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" desc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 6 0

-- nested: keys beyond 2^53 find their own rows
select convert(varchar(41), "t0"."id") from "makers" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" bigint '$') as "e") order by "t0"."id" asc;
-- slots: 0

-- nested: keys beyond 2^53 find their own rows, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" bigint '$[0]') as "e") select convert(varchar(41), "k"."c0"), "t0"."id" from "bound 0" as "k" join "items" as "t0" on "t0"."maker_id" = "k"."c0" order by "t0"."id" asc;
-- slots: 1

-- value: every kind of value
select "t0"."id", "t0"."title", convert(varchar(41), "t0"."big"), "t0"."ratio", "t0"."active", convert(varchar(41), "t0"."price"), convert(varchar(41), cast("t0"."weight" as decimal(38, 8))), convert(char(10), "t0"."made_on", 23), convert(varchar(16), cast("t0"."opens_at" as time(3)), 121), convert(varchar(27), cast("t0"."created_at" as datetime2(3)), 126), convert(varchar(27), cast("t0"."touched_at" as datetime2(6)), 126), "t0"."token", "t0"."data", "t0"."blob", "t0"."status", "t0"."tags", "t0"."scores", "t0"."rates", "t0"."origin", convert(varchar(41), cast(cast("t0"."quantity" as decimal(10, 0)) * cast("t0"."price" as decimal(12, 2)) as decimal(38, 2))), convert(varchar(41), cast(cast(cast(cast("t0"."price" as decimal(14, 4)) - cast("t0"."weight" as decimal(14, 4)) as decimal(38, 4)) as decimal(20, 4)) * cast(cast(@p1 as decimal(38, 2)) as decimal(17, 2)) as decimal(38, 3))) from "items" as "t0" where "t0"."id" = cast(@p2 as int) order by "t0"."id" asc;
-- slots: 0 1

-- value: nulls and empties are told apart
select "t0"."note", "t0"."data", "t0"."blob", "t0"."tags", "t0"."scores", "t0"."origin" from "items" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" int '$') as "e") order by "t0"."id" asc;
-- slots: 0

-- value: JSON of any type
select "t0"."data" from "items" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" int '$') as "e") order by "t0"."id" asc;
-- slots: 0

-- value: text as it is
select "t0"."note" from "items" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" int '$') as "e") order by "t0"."id" asc;
-- slots: 0

-- value: computed, rounded half away from zero
select convert(varchar(41), cast(cast(cast(cast("t0"."price" as decimal(14, 4)) - cast("t0"."weight" as decimal(14, 4)) as decimal(38, 4)) as decimal(20, 4)) * cast(cast(@p1 as decimal(38, 2)) as decimal(17, 2)) as decimal(38, 3))) from "items" as "t0" where "t0"."id" < cast(@p2 as int) order by "t0"."id" asc;
-- slots: 0 1

-- value: fields of objects and of related rows
select cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)), cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'spot' + N'.') as nvarchar(max)), cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]."spot"') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'lon' + N'.') as nvarchar(max)), "t1"."name", "t3"."code", (select top (1) case when "j"."type" = 2 then try_cast("j"."value" as float) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p1) as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = cast(@p2 as nvarchar(4000)) + N'.' and left(json_query(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."data" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."data" + N']' end, @p1), 1) = cast(@p3 as nvarchar(1))) from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" left join "categories" as "t2" on ("t2"."code" = "t0"."category_code" and (("t2"."code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2)) left join "categories" as "t3" on ("t3"."code" = "t2"."parent_code" and (("t3"."code" + N'.') collate Latin1_General_100_BIN2) = (("t2"."parent_code" + N'.') collate Latin1_General_100_BIN2)) where "t0"."id" in (select "e"."c" from openjson(@p4) with ("c" int '$') as "e") order by "t0"."id" asc;
-- slots: 0 0 0 1

-- aggregate: aggregates of ints
select count(*), count("s"."v0"), count(distinct "s"."v0"), convert(varchar(41), sum(cast("s"."v0" as decimal(38, 0)))), convert(varchar(41), (case when sum(cast("s"."v0" as decimal(38, 0))) < 0 then cast((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 6)) - cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) else cast((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 6)) + cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) end)), min("s"."v0"), max("s"."v0") from (select "t0"."quantity" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: aggregates over nothing
select count(*), count("s"."v0"), count(distinct (("s"."v1" + N'.') collate Latin1_General_100_BIN2)), convert(varchar(41), sum(cast("s"."v0" as decimal(38, 0)))), convert(varchar(41), (case when sum("s"."v2") < 0 then cast((cast(sum("s"."v2") as decimal(37, 2)) - (cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(37, 8)) - cast(cast((cast(cast(cast(abs((cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(21, 0)) - cast(cast(cast(abs((cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(21, 0)) % (2 * cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v2"), 0) as decimal(10, 0))) as decimal(9, 0)) * cast(0.00000001 as decimal(8, 8)) as decimal(37, 8)) else cast((cast(sum("s"."v2") as decimal(37, 2)) - (cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(37, 8)) + cast(cast((cast(cast(cast(abs((cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(21, 0)) - cast(cast(cast(abs((cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(21, 0)) % (2 * cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v2"), 0) as decimal(10, 0))) as decimal(9, 0)) * cast(0.00000001 as decimal(8, 8)) as decimal(37, 8)) end)), cast(cast(stuff(min((convert(nvarchar(max), cast(cast(cast("s"."v1" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)), 2) + nchar(1) + "s"."v1") collate Latin1_General_100_BIN2), 1, charindex(nchar(1), min((convert(nvarchar(max), cast(cast(cast("s"."v1" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)), 2) + nchar(1) + "s"."v1") collate Latin1_General_100_BIN2)), N'') as varbinary(max)) as nvarchar(max)), convert(varchar(27), max("s"."v3"), 126), sum("s"."v4") from (select "t0"."quantity" as "v0", "t0"."tone" as "v1", "t0"."price" as "v2", cast("t0"."created_at" as datetime2(3)) as "v3", "t0"."ratio" as "v4" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."id" < cast(@p2 as int))) as "s";
-- slots: 0 1

-- aggregate: an average rounds half away from zero
select convert(varchar(41), (case when sum(cast("s"."v0" as decimal(38, 0))) < 0 then cast((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 6)) - cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) else cast((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 6)) + cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) end)) from (select "t0"."quantity" as "v0" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."id" in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e"))) as "s";
-- slots: 0 1

-- aggregate: an average below zero
select convert(varchar(41), (case when sum(cast("s"."v0" as decimal(38, 0))) < 0 then cast((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 6)) - cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) else cast((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 6)) + cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) end)) from (select "t0"."quantity" as "v0" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."id" in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e"))) as "s";
-- slots: 0 1

-- aggregate: an average of decimals
select convert(varchar(41), (case when sum("s"."v0") < 0 then cast((cast(sum("s"."v0") as decimal(37, 2)) - (cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 8)) - cast(cast((cast(cast(cast(abs((cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(21, 0)) - cast(cast(cast(abs((cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(21, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(9, 0)) * cast(0.00000001 as decimal(8, 8)) as decimal(37, 8)) else cast((cast(sum("s"."v0") as decimal(37, 2)) - (cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 8)) + cast(cast((cast(cast(cast(abs((cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(21, 0)) - cast(cast(cast(abs((cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(21, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(9, 0)) * cast(0.00000001 as decimal(8, 8)) as decimal(37, 8)) end)), convert(varchar(41), sum("s"."v0")) from (select "t0"."price" as "v0" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."id" in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e"))) as "s";
-- slots: 0 1

-- aggregate: sums beyond 2^53
select convert(varchar(41), sum(cast("s"."v0" as decimal(38, 0)))), convert(varchar(41), (case when sum(cast("s"."v0" as decimal(38, 0))) < 0 then cast((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 6)) - cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) else cast((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 6)) + cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v0" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) end)), convert(varchar(41), min("s"."v0")), convert(varchar(41), max("s"."v0")) from (select "t0"."big" as "v0" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."id" in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e"))) as "s";
-- slots: 0 1

-- aggregate: 64-bit numbers are least and greatest as numbers
select convert(varchar(41), min("s"."v0")), convert(varchar(41), max("s"."v0")) from (select "t0"."big" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: decimals are least and greatest as numbers
select convert(varchar(41), min("s"."v0")), convert(varchar(41), max("s"."v0")), convert(varchar(41), sum(cast("s"."v1" as decimal(38, 8)))) from (select "t0"."price" as "v0", "t0"."weight" as "v1" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: text is distinct, least and greatest by code point
select count(distinct (("s"."v0" + N'.') collate Latin1_General_100_BIN2)), cast(cast(stuff(min((convert(nvarchar(max), cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)), 2) + nchar(1) + "s"."v0") collate Latin1_General_100_BIN2), 1, charindex(nchar(1), min((convert(nvarchar(max), cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)), 2) + nchar(1) + "s"."v0") collate Latin1_General_100_BIN2)), N'') as varbinary(max)) as nvarchar(max)), cast(cast(stuff(max((convert(nvarchar(max), cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)), 2) + nchar(1) + "s"."v0") collate Latin1_General_100_BIN2), 1, charindex(nchar(1), max((convert(nvarchar(max), cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)), 2) + nchar(1) + "s"."v0") collate Latin1_General_100_BIN2)), N'') as varbinary(max)) as nvarchar(max)) from (select "t0"."tone" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: days and moments
select convert(char(10), min("s"."v0"), 23), convert(char(10), max("s"."v0"), 23), convert(varchar(16), min("s"."v1"), 121), convert(varchar(16), max("s"."v1"), 121), convert(varchar(27), max("s"."v2"), 126), convert(varchar(27), min("s"."v3"), 126) from (select "t0"."made_on" as "v0", cast("t0"."opens_at" as time(3)) as "v1", cast("t0"."touched_at" as datetime2(6)) as "v2", cast("t0"."created_at" as datetime2(3)) as "v3" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: floats
select sum("s"."v0"), avg("s"."v0"), min("s"."v0"), max("s"."v0") from (select "t0"."ratio" as "v0" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."id" in (select "e"."c" from openjson(@p2) with ("c" int '$') as "e"))) as "s";
-- slots: 0 1

-- aggregate: distinct decimals, enums, booleans
select count(distinct "s"."v0"), count(distinct (("s"."v1" + N'.') collate Latin1_General_100_BIN2)), count(distinct "s"."v2") from (select "t0"."price" as "v0", "t0"."status" as "v1", "t0"."active" as "v2" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: through a relation
select count(distinct (("s"."v0" + N'.') collate Latin1_General_100_BIN2)), cast(cast(stuff(max((convert(nvarchar(max), cast(cast(cast("s"."v1" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)), 2) + nchar(1) + "s"."v1") collate Latin1_General_100_BIN2), 1, charindex(nchar(1), max((convert(nvarchar(max), cast(cast(cast("s"."v1" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)), 2) + nchar(1) + "s"."v1") collate Latin1_General_100_BIN2)), N'') as varbinary(max)) as nvarchar(max)), count("s"."v2") from (select "t1"."country" as "v0", "t1"."name" as "v1", "t1"."id" as "v2" from "items" as "t0" left join "makers" as "t1" on "t1"."id" = "t0"."maker_id" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: nested
select max("s"."v0"), convert(varchar(41), sum("s"."v2")), convert(varchar(41), (case when sum("s"."v2") < 0 then cast((cast(sum("s"."v2") as decimal(37, 2)) - (cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(37, 8)) - cast(cast((cast(cast(cast(abs((cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(21, 0)) - cast(cast(cast(abs((cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(21, 0)) % (2 * cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v2"), 0) as decimal(10, 0))) as decimal(9, 0)) * cast(0.00000001 as decimal(8, 8)) as decimal(37, 8)) else cast((cast(sum("s"."v2") as decimal(37, 2)) - (cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(37, 8)) + cast(cast((cast(cast(cast(abs((cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(21, 0)) - cast(cast(cast(abs((cast(sum("s"."v2") as decimal(37, 2)) % cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v2"), 0) as decimal(10, 0)) as decimal(21, 0)) % (2 * cast(nullif(count("s"."v2"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v2"), 0) as decimal(10, 0))) as decimal(9, 0)) * cast(0.00000001 as decimal(8, 8)) as decimal(37, 8)) end)), count("s"."v5") from (select (select top (1) case when "j"."type" = 2 and try_cast("j"."value" as float) = floor(try_cast("j"."value" as float)) and try_cast("j"."value" as float) between -2147483648 and 2147483647 then cast(try_cast("j"."value" as float) as int) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') as "v0", cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'level' + N'.') as nvarchar(max)) as "v1", (select top (1) case when "j"."type" = 1 and "j"."value" collate Latin1_General_100_BIN2 like N'[-0-9]%' and "j"."value" collate Latin1_General_100_BIN2 like N'%[0-9]' and substring("j"."value", 2, 4000) collate Latin1_General_100_BIN2 not like N'%[^0-9.]%' and charindex(N'.', reverse("j"."value")) <= 3 then try_cast("j"."value" as decimal(38, 2)) end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'fee' + N'.') as "v2", cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'fee' + N'.') as nvarchar(max)) as "v3", cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) as "v4", cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) as "v5" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: computed
select convert(varchar(41), sum("s"."v0")), convert(varchar(41), (case when sum("s"."v0") < 0 then cast((cast(sum("s"."v0") as decimal(37, 2)) - (cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 8)) - cast(cast((cast(cast(cast(abs((cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(21, 0)) - cast(cast(cast(abs((cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(21, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(9, 0)) * cast(0.00000001 as decimal(8, 8)) as decimal(37, 8)) else cast((cast(sum("s"."v0") as decimal(37, 2)) - (cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(37, 8)) + cast(cast((cast(cast(cast(abs((cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(21, 0)) - cast(cast(cast(abs((cast(sum("s"."v0") as decimal(37, 2)) % cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) as decimal(12, 2)) * cast(100 as decimal(3, 0)) as decimal(12, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v0"), 0) as decimal(10, 0)) as decimal(21, 0)) % (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v0"), 0) as decimal(10, 0))) as decimal(9, 0)) * cast(0.00000001 as decimal(8, 8)) as decimal(37, 8)) end)) from (select cast(cast("t0"."quantity" as decimal(10, 0)) * cast("t0"."price" as decimal(12, 2)) as decimal(38, 2)) as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: one row over everything
select count(*) from (select null as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s";
-- slots: 0

-- aggregate: one row that having refuses
select count(*) from (select null as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" having count(*) > cast(@p2 as int);
-- slots: 0 1

-- group: by an enum, in order of its names
select "s"."v0", count(*) from (select "t0"."status" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" order by (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc;
-- slots: 0

-- group: by text, exactly
select "s"."v0", count(*) from (select "t0"."tone" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" order by cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc;
-- slots: 0

-- group: by ISO week at the turn of the year
select convert(char(10), "s"."v0", 23), count(*) from (select dateadd(day, -(datediff(day, cast(N'0001-01-01' as date), "t0"."made_on") % 7), cast("t0"."made_on" as date)) as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by "s"."v0" order by "s"."v0" asc;
-- slots: 0

-- group: by year
select convert(char(10), "s"."v0", 23), count(*) from (select datefromparts(year("t0"."made_on"), 1, 1) as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by "s"."v0" order by "s"."v0" asc;
-- slots: 0

-- group: by quarter
select convert(varchar(27), "s"."v0", 126), count(*) from (select cast(datefromparts(year(cast("t0"."created_at" as datetime2(3))), (month(cast("t0"."created_at" as datetime2(3))) - 1) / 3 * 3 + 1, 1) as datetime2(3)) as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by "s"."v0" order by "s"."v0" asc;
-- slots: 0

-- group: by month
select convert(varchar(27), "s"."v0", 126), count(*) from (select cast(datefromparts(year(cast("t0"."created_at" as datetime2(3))), month(cast("t0"."created_at" as datetime2(3))), 1) as datetime2(3)) as "v0" from "items" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" int '$') as "e")) as "s" group by "s"."v0" order by "s"."v0" asc;
-- slots: 1

-- group: by day
select convert(varchar(27), "s"."v0", 126), count(*) from (select cast(cast(cast("t0"."created_at" as datetime2(3)) as date) as datetime2(3)) as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by "s"."v0" order by "s"."v0" asc;
-- slots: 1

-- group: by hour
select convert(varchar(27), "s"."v0", 126), count(*) from (select dateadd(hour, datepart(hour, cast("t0"."created_at" as datetime2(3))), cast(cast(cast("t0"."created_at" as datetime2(3)) as date) as datetime2(3))) as "v0" from "items" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" int '$') as "e")) as "s" group by "s"."v0" order by "s"."v0" asc;
-- slots: 1

-- group: by week of microseconds
select convert(varchar(27), "s"."v0", 126), count(*) from (select cast(dateadd(day, -(datediff(day, cast(N'0001-01-01' as date), cast("t0"."touched_at" as datetime2(6))) % 7), cast(cast("t0"."touched_at" as datetime2(6)) as date)) as datetime2(6)) as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by "s"."v0" order by "s"."v0" asc;
-- slots: 0

-- group: by a field of a related row
select "s"."v0", count(*) from (select "t1"."name" as "v0" from "items" as "t0" left join "categories" as "t1" on ("t1"."code" = "t0"."category_code" and (("t1"."code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2)) where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" order by cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)) asc;
-- slots: 0

-- group: by a nested field
select "s"."v0", count(*) from (select cast((select top (1) case when "j"."type" = 1 then "j"."value" end from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) as "v0", cast((select top (1) case "j"."type" when 0 then null when 1 then N'"' + string_escape("j"."value", N'json') + N'"' else "j"."value" end collate Latin1_General_100_BIN2 from openjson(case when isjson(cast(N'[' as nvarchar(max)) + "t0"."origin" + N']') = 1 then cast(N'[' as nvarchar(max)) + "t0"."origin" + N']' end, N'$[0]') as "j" where ("j"."key" + N'.') collate Latin1_General_100_BIN2 = N'city' + N'.') as nvarchar(max)) as "v1" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" order by cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)) asc;
-- slots: 0

-- group: by two fields
select "s"."v0", "s"."v1", count(*) from (select "t0"."active" as "v0", "t0"."status" as "v1" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and "t0"."active" = cast(@p2 as bit))) as "s" group by "s"."v0", (("s"."v1" + N'.') collate Latin1_General_100_BIN2), "s"."v1" order by "s"."v0" asc, (case (("s"."v1" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc;
-- slots: 1 2

-- group: by decimals
select convert(varchar(41), "s"."v0"), count(*) from (select "t0"."price" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by "s"."v0" having count(*) > cast(@p2 as int) order by "s"."v0" asc;
-- slots: 0 1

-- group: by 64-bit numbers
select convert(varchar(41), "s"."v0"), count(*) from (select "t0"."big" as "v0" from "items" as "t0" where "t0"."id" in (select "e"."c" from openjson(@p1) with ("c" int '$') as "e")) as "s" group by "s"."v0" order by "s"."v0" asc;
-- slots: 1

-- group: having count
select "s"."v0", count(*) from (select "t1"."name" as "v0" from "items" as "t0" left join "categories" as "t1" on ("t1"."code" = "t0"."category_code" and (("t1"."code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2)) where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" having count(*) > cast(@p2 as int) order by cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(240)) as varbinary(240)) asc;
-- slots: 0 1

-- group: having sum, in order of it
select "s"."v0", count(*) from (select "t0"."status" as "v0", "t0"."quantity" as "v1" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" having sum(cast("s"."v1" as decimal(38, 0))) > cast(@p2 as bigint) order by sum(cast("s"."v1" as decimal(38, 0))) desc, (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc;
-- slots: 0 1

-- group: having nothing to sum
select "s"."v0", count(*) from (select "t0"."tone" as "v0", "t0"."quantity" as "v1" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" having sum(cast("s"."v1" as decimal(38, 0))) is null order by cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc;
-- slots: 0

-- group: having avg
select "s"."v0", count(*) from (select "t0"."status" as "v0", "t0"."quantity" as "v1" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" having (case when sum(cast("s"."v1" as decimal(38, 0))) < 0 then cast((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(37, 6)) - cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v1"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) else cast((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) - (cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(37, 6)) + cast(cast((cast(cast(cast(abs((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(19, 0)) - cast(cast(cast(abs((cast(sum(cast("s"."v1" as decimal(38, 0))) as decimal(37, 0)) % cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) as decimal(10, 0)) * cast(1 as decimal(1, 0)) as decimal(10, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v1"), 0) as decimal(10, 0)) as decimal(19, 0)) % (2 * cast(nullif(count("s"."v1"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v1"), 0) as decimal(10, 0))) as decimal(7, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(37, 6)) end) = cast(@p2 as decimal(38, 6)) order by (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc;
-- slots: 0 1

-- group: a page of groups
select "s"."v0", count(*) from (select "t0"."status" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" having cast(@p2 as bigint) > 0 order by count(*) desc, (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc offset cast(@p3 as bigint) rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only;
-- slots: 0 1 2

-- group: the last groups
select "p"."r0", "p"."r1" from (select "s"."v0" as "r0", count(*) as "r1", count(*) as "o0", (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) as "o1" from (select "t0"."status" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" having cast(@p2 as bigint) > 0 order by count(*) asc, (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) desc offset 0 rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only) as "p" order by "p"."o0" desc, "p"."o1" asc;
-- slots: 0 1

-- group: groups of nothing
select "s"."v0", count(*) from (select "t0"."status" as "v0" from "items" as "t0" where "t0"."id" < cast(@p1 as int)) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0" order by (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc;
-- slots: 1

-- group: aggregates of groups
select "s"."v0", "s"."v1", convert(varchar(41), sum(cast("s"."v2" as decimal(38, 0)))), convert(varchar(41), (case when sum("s"."v3") < 0 then cast((cast(sum("s"."v3") as decimal(37, 3)) - (cast(sum("s"."v3") as decimal(37, 3)) % cast(nullif(count("s"."v3"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v3"), 0) as decimal(10, 0)) as decimal(37, 9)) - cast(cast((cast(cast(cast(abs((cast(sum("s"."v3") as decimal(37, 3)) % cast(nullif(count("s"."v3"), 0) as decimal(10, 0)))) as decimal(13, 3)) * cast(1000 as decimal(4, 0)) as decimal(13, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v3"), 0) as decimal(10, 0)) as decimal(22, 0)) - cast(cast(cast(abs((cast(sum("s"."v3") as decimal(37, 3)) % cast(nullif(count("s"."v3"), 0) as decimal(10, 0)))) as decimal(13, 3)) * cast(1000 as decimal(4, 0)) as decimal(13, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v3"), 0) as decimal(10, 0)) as decimal(22, 0)) % (2 * cast(nullif(count("s"."v3"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v3"), 0) as decimal(10, 0))) as decimal(10, 0)) * cast(0.000000001 as decimal(9, 9)) as decimal(37, 9)) else cast((cast(sum("s"."v3") as decimal(37, 3)) - (cast(sum("s"."v3") as decimal(37, 3)) % cast(nullif(count("s"."v3"), 0) as decimal(10, 0)))) / cast(nullif(count("s"."v3"), 0) as decimal(10, 0)) as decimal(37, 9)) + cast(cast((cast(cast(cast(abs((cast(sum("s"."v3") as decimal(37, 3)) % cast(nullif(count("s"."v3"), 0) as decimal(10, 0)))) as decimal(13, 3)) * cast(1000 as decimal(4, 0)) as decimal(13, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v3"), 0) as decimal(10, 0)) as decimal(22, 0)) - cast(cast(cast(abs((cast(sum("s"."v3") as decimal(37, 3)) % cast(nullif(count("s"."v3"), 0) as decimal(10, 0)))) as decimal(13, 3)) * cast(1000 as decimal(4, 0)) as decimal(13, 0)) * cast(2000000 as decimal(7, 0)) + cast(nullif(count("s"."v3"), 0) as decimal(10, 0)) as decimal(22, 0)) % (2 * cast(nullif(count("s"."v3"), 0) as decimal(10, 0)))) / (2 * cast(nullif(count("s"."v3"), 0) as decimal(10, 0))) as decimal(10, 0)) * cast(0.000000001 as decimal(9, 9)) as decimal(37, 9)) end)), count("s"."v2") from (select "t0"."hall" as "v0", "t0"."number" as "v1", "t0"."amount" as "v2", "t0"."cost" as "v3" from "stocks" as "t0" where exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2))) as "s" group by (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0", "s"."v1" order by cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "s"."v1" asc;
-- slots: 0

-- keyed: a page per key
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" asc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 1 0

-- keyed: the last per key
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" desc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n" desc;
-- slots: 1 0

-- keyed: an offset per key
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" asc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "p" where "p"."n" > cast(@p2 as bigint) and "p"."n" <= cast(@p2 as bigint) + cast(@p3 as bigint) order by "p"."n";
-- slots: 2 1 0

-- keyed: a filter
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "k"."c0", "t0"."id" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)) where "t0"."price" < cast(@p2 as decimal(12, 2)) order by "t0"."id" asc;
-- slots: 1 0

-- keyed: after
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" asc) as "n" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)) where "t0"."id" > cast(@p2 as int)) as "p" where "p"."n" <= cast(@p3 as bigint) order by "p"."n";
-- slots: 2 0 1

-- keyed: no row for a key without rows, not even a count
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "s"."c0", count(*), convert(varchar(41), sum(cast("s"."v0" as decimal(38, 0)))) from (select "k"."c0" as "c0", "t0"."quantity" as "v0" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)) where "t0"."price" < cast(@p2 as decimal(12, 2))) as "s" group by (("s"."c0" + N'.') collate Latin1_General_100_BIN2), "s"."c0";
-- slots: 1 0

-- keyed: groups per key
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "p"."c0", "p"."r0", "p"."r1" from (select "s"."c0" as "c0", "s"."v0" as "r0", count(*) as "r1", row_number() over (partition by (("s"."c0" + N'.') collate Latin1_General_100_BIN2) order by count(*) desc, (case (("s"."v0" + N'.') collate Latin1_General_100_BIN2) when ((N'z' + N'.') collate Latin1_General_100_BIN2) then 0 when ((N'm' + N'.') collate Latin1_General_100_BIN2) then 1 when ((N'a' + N'.') collate Latin1_General_100_BIN2) then 2 when ((N'B' + N'.') collate Latin1_General_100_BIN2) then 3 end) asc) as "n" from (select "k"."c0" as "c0", "t0"."status" as "v0" from "bound 0" as "k" join "items" as "t0" on ("t0"."category_code" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2))) as "s" group by (("s"."c0" + N'.') collate Latin1_General_100_BIN2), "s"."c0", (("s"."v0" + N'.') collate Latin1_General_100_BIN2), "s"."v0") as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 1 0

-- keyed: text keys are exact
with "bound 0" as (select "e"."s0" as "c0" from openjson(@p1) with ("s0" nvarchar(max) '$[0]') as "e") select "k"."c0", "t0"."id" from "bound 0" as "k" join "items" as "t0" on ("t0"."tone" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(80)) and (("t0"."tone" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(80)) + N'.') collate Latin1_General_100_BIN2)) order by "t0"."id" asc;
-- slots: 0

-- keyed: keys beyond 2^53
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" bigint '$[0]') as "e") select convert(varchar(41), "k"."c0"), "t0"."id" from "bound 0" as "k" join "items" as "t0" on "t0"."maker_id" = "k"."c0" order by "t0"."id" asc;
-- slots: 0

-- keyed: through, every row once
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e") select "k"."c0", "k"."c1", "t0"."id" from (select distinct "k"."c0", "k"."c1", "t1"."item_id" as "f0", (("k"."c0" + N'.') collate Latin1_General_100_BIN2) as "x0" from "bound 0" as "k" join "stocks" as "t1" on ("t1"."hall" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(20)) and (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(20)) + N'.') collate Latin1_General_100_BIN2)) and "t1"."number" = "k"."c1") as "k" join "items" as "t0" on "t0"."id" = "k"."f0" order by "t0"."id" asc;
-- slots: 0

-- keyed: a page through
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e") select "p"."c0", "p"."c1", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", "k"."c1" as "c1", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2), "k"."c1" order by "t0"."id" desc) as "n" from (select distinct "k"."c0", "k"."c1", "t1"."item_id" as "f0", (("k"."c0" + N'.') collate Latin1_General_100_BIN2) as "x0" from "bound 0" as "k" join "stocks" as "t1" on ("t1"."hall" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(20)) and (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(20)) + N'.') collate Latin1_General_100_BIN2)) and "t1"."number" = "k"."c1") as "k" join "items" as "t0" on "t0"."id" = "k"."f0") as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 1 0

-- keyed: totals through
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e") select "s"."c0", "s"."c1", count(*), convert(varchar(41), sum("s"."v0")) from (select "k"."c0" as "c0", "k"."c1" as "c1", "t0"."price" as "v0" from (select distinct "k"."c0", "k"."c1", "t1"."item_id" as "f0", (("k"."c0" + N'.') collate Latin1_General_100_BIN2) as "x0" from "bound 0" as "k" join "stocks" as "t1" on ("t1"."hall" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(20)) and (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(20)) + N'.') collate Latin1_General_100_BIN2)) and "t1"."number" = "k"."c1") as "k" join "items" as "t0" on "t0"."id" = "k"."f0") as "s" group by (("s"."c0" + N'.') collate Latin1_General_100_BIN2), "s"."c0", "s"."c1";
-- slots: 0

-- keyed: rows of an owner
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e") select "k"."c0", "t0"."id" from "bound 0" as "k" join "items" as "t0" on "t0"."id" = "k"."c1" order by "t0"."id" asc;
-- slots: 0

-- keyed: a page per owner
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e") select "p"."c0", "p"."r0" from (select "t0"."id" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by "t0"."id" desc) as "n" from "bound 0" as "k" join "items" as "t0" on "t0"."id" = "k"."c1") as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 1 0

-- keyed: totals per owner
with "bound 0" as (select "e"."s0" as "c0", "e"."s1" as "c1", "e"."c2" as "c2" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "s1" nvarchar(max) '$[1]', "c2" int '$[2]') as "e") select "s"."c0", "s"."c1", count(*), convert(varchar(41), max("s"."v0")) from (select "k"."c0" as "c0", "k"."c1" as "c1", "t0"."price" as "v0" from "bound 0" as "k" join "items" as "t0" on "t0"."id" = "k"."c2") as "s" group by (("s"."c0" + N'.') collate Latin1_General_100_BIN2), "s"."c0", (("s"."c1" + N'.') collate Latin1_General_100_BIN2), "s"."c1";
-- slots: 0

-- keyed: an owner and a way through
with "bound 0" as (select "e"."s0" as "c0", "e"."s1" as "c1", "e"."c2" as "c2" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "s1" nvarchar(max) '$[1]', "c2" int '$[2]') as "e") select "k"."c0", "t0"."id" from (select distinct "k"."c0", "t1"."item_id" as "f0", (("k"."c0" + N'.') collate Latin1_General_100_BIN2) as "x0" from "bound 0" as "k" join "stocks" as "t1" on ("t1"."hall" = cast(cast("k"."c1" as varbinary(max)) as nvarchar(20)) and (("t1"."hall" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c1" as varbinary(max)) as nvarchar(20)) + N'.') collate Latin1_General_100_BIN2)) and "t1"."number" = "k"."c2") as "k" join "items" as "t0" on "t0"."id" = "k"."f0" order by "t0"."id" asc;
-- slots: 0

-- keyed: composite keys
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e") select "k"."c0", "k"."c1", "t0"."item_id", "t0"."batch" from "bound 0" as "k" join "stocks" as "t0" on ("t0"."hall" = cast(cast("k"."c0" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("k"."c0" as varbinary(max)) as nvarchar(20)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."number" = "k"."c1" order by "t0"."item_id" desc, "t0"."batch" asc, cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0

-- filled: member
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from (select "e"."s0" as "k0" from openjson(@p2) with ("s0" nvarchar(max) '$[0]') as "e") as "m" where ("t0"."category_code" = cast(cast("m"."k0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("m"."k0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- filled: not member is two-valued: null is no member
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select 1 from (select "e"."s0" as "k0" from openjson(@p2) with ("s0" nvarchar(max) '$[0]') as "e") as "m" where ("t0"."category_code" = cast(cast("m"."k0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("m"."k0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- filled: member of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from (select "e"."s0" as "k0" from openjson(@p2) with ("s0" nvarchar(max) '$[0]') as "e") as "m" where ("t0"."category_code" = cast(cast("m"."k0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("m"."k0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- filled: not member of nothing
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and not exists (select 1 from (select "e"."s0" as "k0" from openjson(@p2) with ("s0" nvarchar(max) '$[0]') as "e") as "m" where ("t0"."category_code" = cast(cast("m"."k0" as varbinary(max)) as nvarchar(40)) and (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("m"."k0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- filled: member, exact text
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from (select "e"."s0" as "k0" from openjson(@p2) with ("s0" nvarchar(max) '$[0]') as "e") as "m" where ("t0"."tone" = cast(cast("m"."k0" as varbinary(max)) as nvarchar(80)) and (("t0"."tone" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("m"."k0" as varbinary(max)) as nvarchar(80)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."id" asc;
-- slots: 0 1

-- filled: member, keys beyond 2^53
select "t0"."id" from "items" as "t0" where ("t0"."id" < cast(@p1 as int) and exists (select 1 from (select "e"."c0" as "k0" from openjson(@p2) with ("c0" bigint '$[0]') as "e") as "m" where "t0"."maker_id" = "m"."k0")) order by "t0"."id" asc;
-- slots: 0 1

-- filled: member, composite, half a null
select "t0"."hall", "t0"."number" from "shelves" as "t0" where (exists (select 1 from openjson(@p1) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and not exists (select 1 from (select "e"."s0" as "k0", "e"."c1" as "k1" from openjson(@p2) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]') as "e") as "m" where ("t0"."overflow_hall" = cast(cast("m"."k0" as varbinary(max)) as nvarchar(20)) and (("t0"."overflow_hall" + N'.') collate Latin1_General_100_BIN2) = ((cast(cast("m"."k0" as varbinary(max)) as nvarchar(20)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."overflow_number" = "m"."k1")) order by cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0 1

-- filled: lookup: selects, sorts, and else
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" bigint '$[0]', "c1" int '$[1]') as "e") select "t0"."id", (case when "t1"."c0" is null then cast(@p2 as int) else "t1"."c1" end) from "items" as "t0" left join "bound 0" as "t1" on "t1"."c0" = "t0"."maker_id" where "t0"."id" < cast(@p3 as int) order by (case when "t1"."c0" is null then cast(@p2 as int) else "t1"."c1" end) desc, "t0"."id" asc;
-- slots: 0 1 2

-- filled: lookup: null where nothing is found
with "bound 0" as (select "e"."c0" as "c0", "e"."s1" as "c1" from openjson(@p1) with ("c0" bigint '$[0]', "s1" nvarchar(max) '$[1]') as "e") select "t0"."id", "t1"."c1" from "items" as "t0" left join "bound 0" as "t1" on "t1"."c0" = "t0"."maker_id" where "t0"."id" < cast(@p2 as int) order by cast(cast(cast("t1"."c1" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) asc, "t0"."id" asc;
-- slots: 0 1

-- filled: lookup: groups, through a relation
with "bound 0" as (select "e"."s0" as "c0", "e"."s1" as "c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "s1" nvarchar(max) '$[1]') as "e") select "s"."v0", count(*) from (select "t2"."c1" as "v0" from "items" as "t0" left join "categories" as "t1" on ("t1"."code" = "t0"."category_code" and (("t1"."code" + N'.') collate Latin1_General_100_BIN2) = (("t0"."category_code" + N'.') collate Latin1_General_100_BIN2)) left join "bound 0" as "t2" on (cast(cast("t2"."c0" as varbinary(max)) as nvarchar(40)) = "t1"."parent_code" and ((cast(cast("t2"."c0" as varbinary(max)) as nvarchar(40)) + N'.') collate Latin1_General_100_BIN2) = (("t1"."parent_code" + N'.') collate Latin1_General_100_BIN2)) where "t0"."id" < cast(@p2 as int)) as "s" group by ((cast("s"."v0" as nvarchar(max)) + N'.') collate Latin1_General_100_BIN2), "s"."v0" order by cast(cast(cast("s"."v0" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max)) asc;
-- slots: 0 1

-- filled: lookup: composite keys, after
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1", "e"."c2" as "c2" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" int '$[1]', "c2" decimal(8, 2) '$[2]') as "e") select "t0"."hall", "t0"."number", convert(varchar(41), "t1"."c2") from "shelves" as "t0" left join "bound 0" as "t1" on (cast(cast("t1"."c0" as varbinary(max)) as nvarchar(20)) = "t0"."hall" and ((cast(cast("t1"."c0" as varbinary(max)) as nvarchar(20)) + N'.') collate Latin1_General_100_BIN2) = (("t0"."hall" + N'.') collate Latin1_General_100_BIN2)) and "t1"."c1" = "t0"."number" where (exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where "t0"."hall" = cast(cast("e"."s" as varbinary(max)) as nvarchar(20)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2)) and ("t1"."c2" is not null or ("t1"."c2" is null and cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) > cast(cast(cast(cast(@p3 as nvarchar(4000)) as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(max)) as varbinary(max))) or ("t1"."c2" is null and ("t0"."hall" = cast(@p3 as nvarchar(4000)) and (("t0"."hall" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p3 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)) and "t0"."number" > cast(@p4 as int)))) order by "t1"."c2" asc, cast(cast(cast("t0"."hall" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(40)) as varbinary(40)) asc, "t0"."number" asc;
-- slots: 0 1 3 4

-- keys of moments: by the key
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."level" = cast(@p2 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) = cast(@p3 as datetime2(6)))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 2 0 1

-- keys of moments: a key in a list of keys
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (("t0"."level" in (select "e"."c" from openjson(@p2) with ("c" decimal(10, 4) '$') as "e") and cast("t0"."at" as datetime2(6)) = cast(@p3 as datetime2(6))) or ("t0"."level" in (select "e"."c" from openjson(@p4) with ("c" decimal(10, 4) '$') as "e") and cast("t0"."at" as datetime2(6)) = cast(@p5 as datetime2(6))))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 4 0 1 2 3

-- keys of moments: decimals in a list
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and "t0"."level" in (select "e"."c" from openjson(@p2) with ("c" decimal(10, 4) '$') as "e")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: decimals in no list
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."price" is not null and "t0"."price" not in (select "e"."c" from openjson(@p2) with ("c" decimal(12, 2) '$') as "e"))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: moments in a list
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and cast("t0"."at" as datetime2(6)) in (select "e"."c" from openjson(@p2) with ("c" datetime2(6) '$') as "e")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: moments in no list
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (cast("t0"."starts" as datetime2(0)) is not null and cast("t0"."starts" as datetime2(0)) not in (select "e"."c" from openjson(@p2) with ("c" datetime2(0) '$') as "e"))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: times in a list
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and cast("t0"."opens" as time(3)) in (select "e"."c" from openjson(@p2) with ("c" time(3) '$') as "e")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: days in a list
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and "t0"."day" in (select "e"."c" from openjson(@p2) with ("c" date '$') as "e")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: behind a key
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."level" > cast(@p2 as decimal(10, 4)) or ("t0"."level" = cast(@p2 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) > cast(@p3 as datetime2(6))))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 2 0 1

-- keys of moments: behind a key, from the end
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ((cast("t0"."at" as datetime2(6)) < cast(@p2 as datetime2(6)) or cast("t0"."at" as datetime2(6)) is null) or (cast("t0"."at" as datetime2(6)) = cast(@p2 as datetime2(6)) and ("t0"."level" < cast(@p3 as decimal(10, 4)) or "t0"."level" is null)))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 2 0 1

-- keys of moments: to-one
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "rates" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price" and "t1"."price" = cast(@p2 as decimal(12, 2)))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: to-one: half a reference is none
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and not exists (select 1 from "rates" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 0

-- keys of moments: to-one by a time and a moment
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "slots" as "t1" where "t1"."starts" = "t0"."starts" and "t1"."opens" = "t0"."opens" and "t1"."seats" < cast(@p2 as int))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: to-one, none
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and not exists (select 1 from "slots" as "t1" where "t1"."starts" = "t0"."starts" and "t1"."opens" = "t0"."opens")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 0

-- keys of moments: through two
select "t0"."amount" from "readings" as "t0" left join "rates" as "t1" on "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price" left join "rates" as "t2" on "t2"."day" = "t1"."other_day" and "t2"."price" = "t1"."other_price" where ("t0"."by_hand" = cast(@p1 as bit) and ("t2"."label" = cast(@p2 as nvarchar(4000)) and (("t2"."label" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: the day of the rate
select "t0"."amount" from "readings" as "t0" left join "rates" as "t1" on "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price" left join "days" as "t2" on "t2"."on" = "t1"."day" where ("t0"."by_hand" = cast(@p1 as bit) and ("t2"."name" = cast(@p2 as nvarchar(4000)) and (("t2"."name" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: to many by a moment
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "events" as "t1" where "t1"."at" = "t0"."at" and ("t1"."kind" = cast(@p2 as nvarchar(4000)) and (("t1"."kind" + N'.') collate Latin1_General_100_BIN2) = ((cast(@p2 as nvarchar(4000)) + N'.') collate Latin1_General_100_BIN2)))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: how many of a moment
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (select count(*) from "events" as "t1" where "t1"."at" = "t0"."at") = cast(@p2 as int)) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: how many of a decimal
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (select count(*) from "readings" as "t1" where "t1"."level" = "t0"."level") = cast(@p2 as int)) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: how many of a time
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (select count(*) from "readings" as "t1" where "t1"."opens" = "t0"."opens") = cast(@p2 as int)) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: to many by decimals of other lengths
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "items" as "t1" where "t1"."weight" = "t0"."level" and "t1"."id" < cast(@p2 as int))) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- keys of moments: to many
select "t0"."label" from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "readings" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price" and "t1"."amount" > cast(@p2 as int))) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 1 0

-- keys of moments: to many, none
select "t0"."label" from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and not exists (select 1 from "readings" as "t1" where "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price")) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 0

-- keys of moments: to itself
select "t0"."label" from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "rates" as "t1" where "t1"."day" = "t0"."other_day" and "t1"."price" = "t0"."other_price")) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 0

-- keys of moments: to itself, the other way
select "t0"."label" from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "rates" as "t1" where "t1"."other_day" = "t0"."day" and "t1"."other_price" = "t0"."price")) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 0

-- keys of moments: many to many
select "t0"."label" from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "readings" as "t2" join "slots" as "t1" on "t1"."starts" = "t2"."starts" and "t1"."opens" = "t2"."opens" where "t2"."day" = "t0"."day" and "t2"."price" = "t0"."price" and cast("t1"."starts" as datetime2(0)) = cast(@p2 as datetime2(0)))) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 1 0

-- keys of moments: many to many, each once
select "t0"."label" from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (select count(*) from "slots" as "t1" where exists (select 1 from "readings" as "t2" where "t2"."day" = "t0"."day" and "t2"."price" = "t0"."price" and "t1"."starts" = "t2"."starts" and "t1"."opens" = "t2"."opens")) = cast(@p2 as int)) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 1 0

-- keys of moments: to many by a decimal alone
select "t0"."label" from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from "items" as "t1" where "t1"."price" = "t0"."price" and "t1"."id" < cast(@p2 as int))) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 1 0

-- keys of moments: to many by a day alone
select convert(char(10), "t0"."on", 23), (select count(*) from "items" as "t1" where "t1"."made_on" = "t0"."on" and "t1"."id" < cast(@p1 as int)) from "days" as "t0" where "t0"."by_hand" = cast(@p2 as bit) order by "t0"."on" asc;
-- slots: 0 1

-- keys of moments: to many by a time alone
select convert(varchar(16), cast("t0"."opens" as time(3)), 121), (select count(*) from "items" as "t1" where "t1"."opens_at" = "t0"."opens" and "t1"."id" < cast(@p1 as int)) from "slots" as "t0" where "t0"."by_hand" = cast(@p2 as bit) order by cast("t0"."opens" as time(3)) asc, cast("t0"."starts" as datetime2(0)) asc;
-- slots: 0 1

-- pages by moments: a page of Reading, asc, behind row 1
select convert(varchar(41), cast("t0"."level" as decimal(38, 8))), convert(varchar(27), cast("t0"."at" as datetime2(6)), 126) from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."level" > cast(@p2 as decimal(10, 4)) or ("t0"."level" = cast(@p2 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) > cast(@p3 as datetime2(6))))) and cast(@p4 as bigint) > 0 order by "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Reading, asc, behind row 2
select convert(varchar(41), cast("t0"."level" as decimal(38, 8))), convert(varchar(27), cast("t0"."at" as datetime2(6)), 126) from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."level" > cast(@p2 as decimal(10, 4)) or ("t0"."level" = cast(@p2 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) > cast(@p3 as datetime2(6))))) and cast(@p4 as bigint) > 0 order by "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Reading, asc, behind row 3
select convert(varchar(41), cast("t0"."level" as decimal(38, 8))), convert(varchar(27), cast("t0"."at" as datetime2(6)), 126) from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."level" > cast(@p2 as decimal(10, 4)) or ("t0"."level" = cast(@p2 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) > cast(@p3 as datetime2(6))))) and cast(@p4 as bigint) > 0 order by "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Reading, asc, behind row 6
select convert(varchar(41), cast("t0"."level" as decimal(38, 8))), convert(varchar(27), cast("t0"."at" as datetime2(6)), 126) from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."level" > cast(@p2 as decimal(10, 4)) or ("t0"."level" = cast(@p2 as decimal(10, 4)) and cast("t0"."at" as datetime2(6)) > cast(@p3 as datetime2(6))))) and cast(@p4 as bigint) > 0 order by "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Reading, desc, behind row 2
select convert(varchar(41), cast("t0"."level" as decimal(38, 8))), convert(varchar(27), cast("t0"."at" as datetime2(6)), 126) from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (("t0"."level" < cast(@p2 as decimal(10, 4)) or "t0"."level" is null) or ("t0"."level" = cast(@p2 as decimal(10, 4)) and (cast("t0"."at" as datetime2(6)) < cast(@p3 as datetime2(6)) or cast("t0"."at" as datetime2(6)) is null)))) and cast(@p4 as bigint) > 0 order by "t0"."level" desc, cast("t0"."at" as datetime2(6)) desc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Reading, desc, behind row 5
select convert(varchar(41), cast("t0"."level" as decimal(38, 8))), convert(varchar(27), cast("t0"."at" as datetime2(6)), 126) from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (("t0"."level" < cast(@p2 as decimal(10, 4)) or "t0"."level" is null) or ("t0"."level" = cast(@p2 as decimal(10, 4)) and (cast("t0"."at" as datetime2(6)) < cast(@p3 as datetime2(6)) or cast("t0"."at" as datetime2(6)) is null)))) and cast(@p4 as bigint) > 0 order by "t0"."level" desc, cast("t0"."at" as datetime2(6)) desc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Rate, asc, behind row 1
select convert(char(10), "t0"."day", 23), convert(varchar(41), "t0"."price") from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."day" > cast(@p2 as date) or ("t0"."day" = cast(@p2 as date) and "t0"."price" > cast(@p3 as decimal(12, 2))))) and cast(@p4 as bigint) > 0 order by "t0"."day" asc, "t0"."price" asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Rate, asc, behind row 4
select convert(char(10), "t0"."day", 23), convert(varchar(41), "t0"."price") from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."day" > cast(@p2 as date) or ("t0"."day" = cast(@p2 as date) and "t0"."price" > cast(@p3 as decimal(12, 2))))) and cast(@p4 as bigint) > 0 order by "t0"."day" asc, "t0"."price" asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Rate, desc, behind row 3
select convert(char(10), "t0"."day", 23), convert(varchar(41), "t0"."price") from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (("t0"."day" < cast(@p2 as date) or "t0"."day" is null) or ("t0"."day" = cast(@p2 as date) and ("t0"."price" < cast(@p3 as decimal(12, 2)) or "t0"."price" is null)))) and cast(@p4 as bigint) > 0 order by "t0"."day" desc, "t0"."price" desc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Slot, asc, behind row 2
select convert(varchar(27), cast("t0"."starts" as datetime2(0)), 126), convert(varchar(16), cast("t0"."opens" as time(3)), 121) from "slots" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and (cast("t0"."starts" as datetime2(0)) > cast(@p2 as datetime2(0)) or (cast("t0"."starts" as datetime2(0)) = cast(@p2 as datetime2(0)) and cast("t0"."opens" as time(3)) > cast(@p3 as time(3))))) and cast(@p4 as bigint) > 0 order by cast("t0"."starts" as datetime2(0)) asc, cast("t0"."opens" as time(3)) asc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Slot, desc, behind row 2
select convert(varchar(27), cast("t0"."starts" as datetime2(0)), 126), convert(varchar(16), cast("t0"."opens" as time(3)), 121) from "slots" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ((cast("t0"."starts" as datetime2(0)) < cast(@p2 as datetime2(0)) or cast("t0"."starts" as datetime2(0)) is null) or (cast("t0"."starts" as datetime2(0)) = cast(@p2 as datetime2(0)) and (cast("t0"."opens" as time(3)) < cast(@p3 as time(3)) or cast("t0"."opens" as time(3)) is null)))) and cast(@p4 as bigint) > 0 order by cast("t0"."starts" as datetime2(0)) desc, cast("t0"."opens" as time(3)) desc offset 0 rows fetch next (case when cast(@p4 as bigint) < 1 then 1 else cast(@p4 as bigint) end) rows only;
-- slots: 2 0 1 3

-- pages by moments: a page of Day, asc, behind row 2
select convert(char(10), "t0"."on", 23) from "days" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and "t0"."on" > cast(@p2 as date)) and cast(@p3 as bigint) > 0 order by "t0"."on" asc offset 0 rows fetch next (case when cast(@p3 as bigint) < 1 then 1 else cast(@p3 as bigint) end) rows only;
-- slots: 1 0 2

-- pages by moments: a page of Day, desc, behind row 3
select convert(char(10), "t0"."on", 23) from "days" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and ("t0"."on" < cast(@p2 as date) or "t0"."on" is null)) and cast(@p3 as bigint) > 0 order by "t0"."on" desc offset 0 rows fetch next (case when cast(@p3 as bigint) < 1 then 1 else cast(@p3 as bigint) end) rows only;
-- slots: 1 0 2

-- joined by moments: to-one by a day and a decimal, by a moment and a time
select "t0"."amount", convert(char(10), "t0"."day", 23), convert(varchar(41), "t0"."price"), convert(varchar(27), cast("t0"."starts" as datetime2(0)), 126), convert(varchar(16), cast("t0"."opens" as time(3)), 121) from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and "t0"."amount" > cast(@p2 as int)) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- joined by moments: to-one by a day and a decimal, by a moment and a time, then
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "k"."c0", 23), convert(varchar(41), "k"."c1"), convert(char(10), "t0"."day", 23), convert(varchar(41), "t0"."price"), "t0"."label" from "bound 0" as "k" join "rates" as "t0" on "t0"."day" = "k"."c0" and "t0"."price" = "k"."c1" order by "t0"."day" asc, "t0"."price" asc;
-- slots: 2

-- joined by moments: to-one by a day and a decimal, by a moment and a time, then
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" datetime2(0) '$[0]', "c1" time(3) '$[1]') as "e") select convert(varchar(27), "k"."c0", 126), convert(varchar(16), "k"."c1", 121), convert(varchar(27), cast("t0"."starts" as datetime2(0)), 126), convert(varchar(16), cast("t0"."opens" as time(3)), 121), "t0"."seats" from "bound 0" as "k" join "slots" as "t0" on "t0"."starts" = "k"."c0" and "t0"."opens" = "k"."c1" order by cast("t0"."starts" as datetime2(0)) asc, cast("t0"."opens" as time(3)) asc;
-- slots: 3

-- joined by moments: a page of many for each, and how many there are
select "t0"."label", convert(char(10), "t0"."day", 23), convert(varchar(41), "t0"."price") from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where "t0"."label" = cast(cast("e"."s" as varbinary(max)) as nvarchar(80)) and (("t0"."label" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2))) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 2 1

-- joined by moments: a page of many for each, and how many there are, then
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "p"."c0", 23), convert(varchar(41), "p"."c1"), "p"."r0", "p"."r1" from (select "t0"."amount" as "r0", convert(varchar(27), cast("t0"."at" as datetime2(6)), 126) as "r1", "k"."c0" as "c0", "k"."c1" as "c1", row_number() over (partition by "k"."c0", "k"."c1" order by cast("t0"."at" as datetime2(6)) desc, "t0"."level" asc) as "n" from "bound 0" as "k" join "readings" as "t0" on "t0"."day" = "k"."c0" and "t0"."price" = "k"."c1") as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 3 0

-- joined by moments: a page of many for each, and how many there are, then
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "s"."c0", 23), convert(varchar(41), "s"."c1"), count(*), convert(varchar(27), min("s"."v0"), 126), convert(varchar(41), cast(max("s"."v1") as decimal(38, 8))) from (select "k"."c0" as "c0", "k"."c1" as "c1", cast("t0"."at" as datetime2(6)) as "v0", "t0"."level" as "v1" from "bound 0" as "k" join "readings" as "t0" on "t0"."day" = "k"."c0" and "t0"."price" = "k"."c1") as "s" group by "s"."c0", "s"."c1";
-- slots: 4

-- joined by moments: many to many, each once, both ways
select "t0"."label", convert(char(10), "t0"."day", 23), convert(varchar(41), "t0"."price") from "rates" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from openjson(@p2) with ("s" nvarchar(max) '$') as "e" where "t0"."label" = cast(cast("e"."s" as varbinary(max)) as nvarchar(80)) and (("t0"."label" + N'.') collate Latin1_General_100_BIN2) = (("e"."s" + N'.') collate Latin1_General_100_BIN2))) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 1 0

-- joined by moments: many to many, each once, both ways, then
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "k"."c0", 23), convert(varchar(41), "k"."c1"), convert(varchar(27), cast("t0"."starts" as datetime2(0)), 126), convert(varchar(16), cast("t0"."opens" as time(3)), 121) from (select distinct "k"."c0", "k"."c1", "t1"."starts" as "f0", "t1"."opens" as "f1" from "bound 0" as "k" join "readings" as "t1" on "t1"."day" = "k"."c0" and "t1"."price" = "k"."c1") as "k" join "slots" as "t0" on "t0"."starts" = "k"."f0" and "t0"."opens" = "k"."f1" order by cast("t0"."starts" as datetime2(0)) asc, cast("t0"."opens" as time(3)) asc;
-- slots: 2

-- joined by moments: many to many, each once, both ways, then
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" datetime2(0) '$[0]', "c1" time(3) '$[1]') as "e") select convert(varchar(27), "k"."c0", 126), convert(varchar(16), "k"."c1", 121), convert(char(10), "t0"."day", 23), convert(varchar(41), "t0"."price") from (select distinct "k"."c0", "k"."c1", "t1"."day" as "f0", "t1"."price" as "f1" from "bound 0" as "k" join "readings" as "t1" on "t1"."starts" = "k"."c0" and "t1"."opens" = "k"."c1") as "k" join "rates" as "t0" on "t0"."day" = "k"."f0" and "t0"."price" = "k"."f1" order by "t0"."day" asc, "t0"."price" asc;
-- slots: 3

-- joined by moments: days, rates, readings and slots, four deep
select convert(char(10), "t0"."on", 23), "t0"."name" from "days" as "t0" where "t0"."by_hand" = cast(@p1 as bit) order by "t0"."on" asc;
-- slots: 0

-- joined by moments: days, rates, readings and slots, four deep, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" date '$[0]') as "e") select convert(char(10), "k"."c0", 23), convert(varchar(41), "t0"."price"), convert(char(10), "t0"."day", 23) from "bound 0" as "k" join "rates" as "t0" on "t0"."day" = "k"."c0" order by "t0"."price" desc, "t0"."day" asc;
-- slots: 1

-- joined by moments: days, rates, readings and slots, four deep, then
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "k"."c0", 23), convert(varchar(41), "k"."c1"), convert(varchar(41), cast("t0"."level" as decimal(38, 8))), convert(varchar(27), cast("t0"."starts" as datetime2(0)), 126), convert(varchar(16), cast("t0"."opens" as time(3)), 121) from "bound 0" as "k" join "readings" as "t0" on "t0"."day" = "k"."c0" and "t0"."price" = "k"."c1" order by "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 2

-- joined by moments: days, rates, readings and slots, four deep, then
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" datetime2(0) '$[0]', "c1" time(3) '$[1]') as "e") select convert(varchar(27), "k"."c0", 126), convert(varchar(16), "k"."c1", 121), "t0"."seats" from "bound 0" as "k" join "slots" as "t0" on "t0"."starts" = "k"."c0" and "t0"."opens" = "k"."c1" order by cast("t0"."starts" as datetime2(0)) asc, cast("t0"."opens" as time(3)) asc;
-- slots: 3

-- joined by moments: beside each other by one field
select "t0"."amount", convert(varchar(27), cast("t0"."at" as datetime2(6)), 126), convert(varchar(41), cast("t0"."level" as decimal(38, 8))), convert(varchar(16), cast("t0"."opens" as time(3)), 121) from "readings" as "t0" where "t0"."by_hand" = cast(@p1 as bit) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 2

-- joined by moments: beside each other by one field, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" datetime2(6) '$[0]') as "e") select convert(varchar(27), "k"."c0", 126), "t0"."kind" from "bound 0" as "k" join "events" as "t0" on "t0"."at" = "k"."c0" order by (convert(char(36), "t0"."id") collate Latin1_General_100_BIN2) asc;
-- slots: 3

-- joined by moments: beside each other by one field, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" decimal(10, 4) '$[0]') as "e") select convert(varchar(41), cast("p"."c0" as decimal(38, 8))), "p"."r0" from (select "t0"."amount" as "r0", "k"."c0" as "c0", row_number() over (partition by "k"."c0" order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc) as "n" from "bound 0" as "k" join "readings" as "t0" on "t0"."level" = "k"."c0") as "p" where "p"."n" > cast(@p2 as bigint) and "p"."n" <= cast(@p2 as bigint) + cast(@p3 as bigint) order by "p"."n";
-- slots: 4 1 0

-- joined by moments: beside each other by one field, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" time(3) '$[0]') as "e") select convert(varchar(16), "s"."c0", 121), count(*), convert(varchar(41), sum(cast("s"."v0" as decimal(38, 0)))) from (select "k"."c0" as "c0", "t0"."amount" as "v0" from "bound 0" as "k" join "readings" as "t0" on "t0"."opens" = "k"."c0") as "s" group by "s"."c0";
-- slots: 5

-- joined by moments: beside each other by one field, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" decimal(12, 4) '$[0]') as "e") select convert(varchar(41), cast("k"."c0" as decimal(38, 8))), "t0"."id", convert(varchar(41), cast("t0"."weight" as decimal(38, 8))) from "bound 0" as "k" join "items" as "t0" on "t0"."weight" = "k"."c0" order by "t0"."id" asc;
-- slots: 6

-- joined by moments: items by a day, a decimal and a time alone
select "t0"."label", convert(varchar(41), "t0"."price"), convert(char(10), "t0"."day", 23) from "rates" as "t0" where "t0"."by_hand" = cast(@p1 as bit) order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 0

-- joined by moments: items by a day, a decimal and a time alone, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" decimal(12, 2) '$[0]') as "e") select convert(varchar(41), "k"."c0"), "t0"."id", convert(varchar(41), "t0"."price") from "bound 0" as "k" join "items" as "t0" on "t0"."price" = "k"."c0" order by "t0"."id" asc;
-- slots: 1

-- joined by moments: items by a day, a decimal and a time alone, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" date '$[0]') as "e") select convert(char(10), "k"."c0", 23), "t0"."name", convert(char(10), "t0"."on", 23) from "bound 0" as "k" join "days" as "t0" on "t0"."on" = "k"."c0" order by "t0"."on" asc;
-- slots: 2

-- joined by moments: items by a day, a decimal and a time alone, then
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" date '$[0]') as "e") select convert(char(10), "k"."c0", 23), "t0"."id", convert(char(10), "t0"."made_on", 23) from "bound 0" as "k" join "items" as "t0" on "t0"."made_on" = "k"."c0" order by "t0"."id" asc;
-- slots: 3

-- groups of moments: by the fields of a key
select convert(char(10), "s"."v0", 23), convert(varchar(41), "s"."v1"), count(*), count(distinct "s"."v2") from (select "t0"."day" as "v0", "t0"."price" as "v1", cast("t0"."at" as datetime2(6)) as "v2" from "readings" as "t0" where "t0"."by_hand" = cast(@p1 as bit)) as "s" group by "s"."v0", "s"."v1" order by "s"."v0" asc, "s"."v1" asc;
-- slots: 0

-- groups of moments: by a moment and a time
select convert(varchar(27), "s"."v0", 126), convert(varchar(16), "s"."v1", 121), count(*) from (select cast("t0"."starts" as datetime2(0)) as "v0", cast("t0"."opens" as time(3)) as "v1" from "readings" as "t0" where "t0"."by_hand" = cast(@p1 as bit)) as "s" group by "s"."v0", "s"."v1" order by count(*) desc, "s"."v0" asc, "s"."v1" asc;
-- slots: 0

-- groups of moments: by a decimal, and how many moments
select convert(varchar(41), cast("s"."v0" as decimal(38, 8))), count(distinct "s"."v1"), convert(varchar(16), max("s"."v2"), 121) from (select "t0"."level" as "v0", cast("t0"."at" as datetime2(6)) as "v1", cast("t0"."opens" as time(3)) as "v2" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and "t0"."level" < cast(@p2 as decimal(10, 4)))) as "s" group by "s"."v0" order by "s"."v0" desc;
-- slots: 1 0

-- groups of moments: by the month of the day of the rate
select convert(char(10), "s"."v0", 23), convert(varchar(41), "s"."v1"), convert(varchar(41), sum(cast("s"."v2" as decimal(38, 0)))) from (select datefromparts(year("t1"."day"), month("t1"."day"), 1) as "v0", "t1"."price" as "v1", "t0"."amount" as "v2", cast("t0"."at" as datetime2(6)) as "v3" from "readings" as "t0" left join "rates" as "t1" on "t1"."day" = "t0"."day" and "t1"."price" = "t0"."price" where "t0"."by_hand" = cast(@p1 as bit)) as "s" group by "s"."v0", "s"."v1" having cast(@p2 as bigint) > 0 order by sum(cast("s"."v2" as decimal(38, 0))) desc, max("s"."v3") desc, "s"."v0" asc, "s"."v1" asc offset 0 rows fetch next (case when cast(@p2 as bigint) < 1 then 1 else cast(@p2 as bigint) end) rows only;
-- slots: 0 1

-- keyed by moments: rows by a day and a decimal
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "k"."c0", 23), convert(varchar(41), "k"."c1"), "t0"."label" from "bound 0" as "k" join "rates" as "t0" on "t0"."day" = "k"."c0" and "t0"."price" = "k"."c1" order by "t0"."day" asc, "t0"."price" asc;
-- slots: 0

-- keyed by moments: rows by a decimal and a moment
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" decimal(10, 4) '$[0]', "c1" datetime2(6) '$[1]') as "e") select convert(varchar(41), cast("k"."c0" as decimal(38, 8))), convert(varchar(27), "k"."c1", 126), "t0"."amount" from "bound 0" as "k" join "readings" as "t0" on "t0"."level" = "k"."c0" and "t0"."at" = "k"."c1" order by "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 0

-- keyed by moments: rows by a moment and a time
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" datetime2(0) '$[0]', "c1" time(3) '$[1]') as "e") select convert(varchar(27), "k"."c0", 126), convert(varchar(16), "k"."c1", 121), "t0"."seats" from "bound 0" as "k" join "slots" as "t0" on "t0"."starts" = "k"."c0" and "t0"."opens" = "k"."c1" order by cast("t0"."starts" as datetime2(0)) asc, cast("t0"."opens" as time(3)) asc;
-- slots: 0

-- keyed by moments: a page per key
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "p"."c0", 23), convert(varchar(41), "p"."c1"), "p"."r0" from (select "t0"."amount" as "r0", "k"."c0" as "c0", "k"."c1" as "c1", row_number() over (partition by "k"."c0", "k"."c1" order by "t0"."amount" desc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc) as "n" from "bound 0" as "k" join "readings" as "t0" on "t0"."day" = "k"."c0" and "t0"."price" = "k"."c1") as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 1 0

-- keyed by moments: totals per key
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "s"."c0", 23), convert(varchar(41), "s"."c1"), count(*), convert(varchar(27), max("s"."v0"), 126) from (select "k"."c0" as "c0", "k"."c1" as "c1", cast("t0"."at" as datetime2(6)) as "v0" from "bound 0" as "k" join "readings" as "t0" on "t0"."day" = "k"."c0" and "t0"."price" = "k"."c1") as "s" group by "s"."c0", "s"."c1";
-- slots: 0

-- keyed by moments: through
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") select convert(char(10), "k"."c0", 23), convert(varchar(41), "k"."c1"), "t0"."seats" from (select distinct "k"."c0", "k"."c1", "t1"."starts" as "f0", "t1"."opens" as "f1" from "bound 0" as "k" join "readings" as "t1" on "t1"."day" = "k"."c0" and "t1"."price" = "k"."c1") as "k" join "slots" as "t0" on "t0"."starts" = "k"."f0" and "t0"."opens" = "k"."f1" order by cast("t0"."starts" as datetime2(0)) asc, cast("t0"."opens" as time(3)) asc;
-- slots: 0

-- keyed by moments: through, with an owner
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1", "e"."c2" as "c2" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" date '$[1]', "c2" decimal(12, 2) '$[2]') as "e") select "p"."c0", "p"."r0" from (select "t0"."seats" as "r0", "k"."c0" as "c0", row_number() over (partition by (("k"."c0" + N'.') collate Latin1_General_100_BIN2) order by cast("t0"."starts" as datetime2(0)) asc, cast("t0"."opens" as time(3)) asc) as "n" from (select distinct "k"."c0", "t1"."starts" as "f0", "t1"."opens" as "f1", (("k"."c0" + N'.') collate Latin1_General_100_BIN2) as "x0" from "bound 0" as "k" join "readings" as "t1" on "t1"."day" = "k"."c1" and "t1"."price" = "k"."c2") as "k" join "slots" as "t0" on "t0"."starts" = "k"."f0" and "t0"."opens" = "k"."f1") as "p" where "p"."n" <= cast(@p2 as bigint) order by "p"."n";
-- slots: 1 0

-- keyed by moments: an owner
with "bound 0" as (select "e"."s0" as "c0", "e"."c1" as "c1", "e"."c2" as "c2" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" date '$[1]', "c2" decimal(12, 2) '$[2]') as "e") select "k"."c0", "t0"."label" from "bound 0" as "k" join "rates" as "t0" on "t0"."day" = "k"."c1" and "t0"."price" = "k"."c2" order by cast(cast(cast("t0"."label" as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 as varchar(160)) as varbinary(160)) asc, "t0"."day" asc, "t0"."price" asc;
-- slots: 0

-- keyed by moments: by opens alone
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" time(3) '$[0]') as "e") select convert(varchar(16), "s"."c0", 121), count(*) from (select "k"."c0" as "c0" from "bound 0" as "k" join "readings" as "t0" on "t0"."opens" = "k"."c0" where "t0"."by_hand" = cast(@p2 as bit)) as "s" group by "s"."c0";
-- slots: 1 0

-- keyed by moments: by level alone
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" decimal(10, 4) '$[0]') as "e") select convert(varchar(41), cast("s"."c0" as decimal(38, 8))), count(*) from (select "k"."c0" as "c0" from "bound 0" as "k" join "readings" as "t0" on "t0"."level" = "k"."c0" where "t0"."by_hand" = cast(@p2 as bit)) as "s" group by "s"."c0";
-- slots: 1 0

-- keyed by moments: by at alone
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" datetime2(6) '$[0]') as "e") select convert(varchar(27), "s"."c0", 126), count(*) from (select "k"."c0" as "c0" from "bound 0" as "k" join "readings" as "t0" on "t0"."at" = "k"."c0" where "t0"."by_hand" = cast(@p2 as bit)) as "s" group by "s"."c0";
-- slots: 1 0

-- keyed by moments: by starts alone
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" datetime2(0) '$[0]') as "e") select convert(varchar(27), "s"."c0", 126), count(*) from (select "k"."c0" as "c0" from "bound 0" as "k" join "readings" as "t0" on "t0"."starts" = "k"."c0" where "t0"."by_hand" = cast(@p2 as bit)) as "s" group by "s"."c0";
-- slots: 1 0

-- keyed by moments: by day alone
with "bound 0" as (select "e"."c0" as "c0" from openjson(@p1) with ("c0" date '$[0]') as "e") select convert(char(10), "s"."c0", 23), count(*) from (select "k"."c0" as "c0" from "bound 0" as "k" join "rates" as "t0" on "t0"."day" = "k"."c0" where "t0"."by_hand" = cast(@p2 as bit)) as "s" group by "s"."c0";
-- slots: 1 0

-- filled with moments: among days and decimals
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from (select "e"."c0" as "k0", "e"."c1" as "k1" from openjson(@p2) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") as "m" where "t0"."day" = "m"."k0" and "t0"."price" = "m"."k1")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: not among days and decimals
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and not exists (select 1 from (select "e"."c0" as "k0", "e"."c1" as "k1" from openjson(@p2) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]') as "e") as "m" where "t0"."day" = "m"."k0" and "t0"."price" = "m"."k1")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: among moments and times
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from (select "e"."c0" as "k0", "e"."c1" as "k1" from openjson(@p2) with ("c0" datetime2(0) '$[0]', "c1" time(3) '$[1]') as "e") as "m" where "t0"."starts" = "m"."k0" and "t0"."opens" = "m"."k1")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: among times
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from (select "e"."c0" as "k0" from openjson(@p2) with ("c0" time(3) '$[0]') as "e") as "m" where "t0"."opens" = "m"."k0")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: not among times
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and not exists (select 1 from (select "e"."c0" as "k0" from openjson(@p2) with ("c0" time(3) '$[0]') as "e") as "m" where "t0"."opens" = "m"."k0")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: among decimals
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from (select "e"."c0" as "k0" from openjson(@p2) with ("c0" decimal(10, 4) '$[0]') as "e") as "m" where "t0"."level" = "m"."k0")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: among moments
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from (select "e"."c0" as "k0" from openjson(@p2) with ("c0" datetime2(6) '$[0]') as "e") as "m" where "t0"."at" = "m"."k0")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: among days
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and exists (select 1 from (select "e"."c0" as "k0" from openjson(@p2) with ("c0" date '$[0]') as "e") as "m" where "t0"."day" = "m"."k0")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: not among days
select "t0"."amount" from "readings" as "t0" where ("t0"."by_hand" = cast(@p1 as bit) and not exists (select 1 from (select "e"."c0" as "k0" from openjson(@p2) with ("c0" date '$[0]') as "e") as "m" where "t0"."day" = "m"."k0")) order by "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 1 0

-- filled with moments: looked up by a day and a decimal, and by a moment and a time
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1", "e"."c2" as "c2" from openjson(@p1) with ("c0" date '$[0]', "c1" decimal(12, 2) '$[1]', "c2" time(3) '$[2]') as "e"), "bound 1" as (select "e"."c0" as "c0", "e"."c1" as "c1", "e"."c2" as "c2" from openjson(@p2) with ("c0" datetime2(0) '$[0]', "c1" time(3) '$[1]', "c2" datetime2(3) '$[2]') as "e") select "t0"."amount", convert(varchar(16), "t1"."c2", 121), convert(varchar(27), "t2"."c2", 126) from "readings" as "t0" left join "bound 0" as "t1" on "t1"."c0" = "t0"."day" and "t1"."c1" = "t0"."price" left join "bound 1" as "t2" on "t2"."c0" = "t0"."starts" and "t2"."c1" = "t0"."opens" where "t0"."by_hand" = cast(@p3 as bit) order by "t1"."c2" asc, "t2"."c2" desc, "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 0 1 2

-- filled with moments: looked up by a decimal alone, as a day and as a decimal
with "bound 0" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p1) with ("c0" decimal(10, 4) '$[0]', "c1" date '$[1]') as "e"), "bound 1" as (select "e"."c0" as "c0", "e"."c1" as "c1" from openjson(@p2) with ("c0" decimal(10, 4) '$[0]', "c1" decimal(8, 3) '$[1]') as "e") select "t0"."amount", convert(char(10), "t1"."c1", 23), convert(varchar(41), "t2"."c1") from "readings" as "t0" left join "bound 0" as "t1" on "t1"."c0" = "t0"."level" left join "bound 1" as "t2" on "t2"."c0" = "t0"."level" where ("t0"."by_hand" = cast(@p3 as bit) and "t1"."c1" is not null) order by "t2"."c1" asc, "t1"."c1" asc, "t0"."amount" asc, "t0"."level" asc, cast("t0"."at" as datetime2(6)) asc;
-- slots: 0 1 2
