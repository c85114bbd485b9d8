-- define
if object_id(N'"categories"') is null create table "categories" ("code" nvarchar(40) collate Latin1_General_100_BIN2 not null, "name" nvarchar(max) not null, "parent_code" nvarchar(40) collate Latin1_General_100_BIN2 null, primary key ("code"), foreign key ("parent_code") references "categories" ("code"));
-- slots: 

-- define
if object_id(N'"products"') is null create table "products" ("id" int identity(1, 1) not null, "stock_no" nvarchar(450) collate Latin1_General_100_BIN2 not null, "category_code" nvarchar(40) collate Latin1_General_100_BIN2 null, "price" decimal(10, 2) not null, "quantity" int null, "serial" bigint null, "weight" float null, "active" bit null, "made_on" date null, "opens_at" time(0) null, "created_at" datetime2(3) null, "status" nvarchar(20) collate Latin1_General_100_BIN2 null, "token" uniqueidentifier null, "tags" nvarchar(max) null, "meta" nvarchar(max) null, "size" nvarchar(max) null, "photo" varbinary(max) null, primary key ("id"), unique ("stock_no"), foreign key ("category_code") references "categories" ("code"));
-- slots: 

-- define
if object_id(N'"warranties"') is null create table "warranties" ("code" nvarchar(450) collate Latin1_General_100_BIN2 not null, "product_id" int not null, "years" int not null, primary key ("code"), foreign key ("product_id") references "products" ("id") on delete cascade);
-- slots: 

-- define
if object_id(N'"bundles"') is null create table "bundles" ("id" int not null, "name" nvarchar(max) not null, primary key ("id"));
-- slots: 

-- define
if object_id(N'"bundle_items"') is null create table "bundle_items" ("bundle_id" int not null, "place" int not null, "product_id" int not null, primary key ("bundle_id", "place"), foreign key ("bundle_id") references "bundles" ("id"), foreign key ("product_id") references "products" ("id"));
-- slots: 

-- define
if object_id(N'"players"') is null create table "players" ("id" int not null, "team_id" int null, primary key ("id"));
-- slots: 

-- define
if object_id(N'"teams"') is null create table "teams" ("id" int not null, "captain_id" int null, primary key ("id"), foreign key ("captain_id") references "players" ("id"));
-- slots: 

-- define
if not exists (select 1 from sys.foreign_keys where parent_object_id = object_id(N'"players"') and name = N'players__team_id__fkey') alter table "players" add constraint "players__team_id__fkey" foreign key ("team_id") references "teams" ("id") on delete cascade;
-- slots: 

-- define
if not exists (select 1 from sys.indexes where object_id = object_id(N'"categories"') and name = N'categories__parent_code__idx') create index "categories__parent_code__idx" on "categories" ("parent_code");
-- slots: 

-- define
if not exists (select 1 from sys.indexes where object_id = object_id(N'"products"') and name = N'products__category_code__created_at__idx') create index "products__category_code__created_at__idx" on "products" ("category_code", "created_at");
-- slots: 

-- define
if not exists (select 1 from sys.indexes where object_id = object_id(N'"warranties"') and name = N'warranties__product_id__idx') create index "warranties__product_id__idx" on "warranties" ("product_id");
-- slots: 

-- define
if not exists (select 1 from sys.indexes where object_id = object_id(N'"bundle_items"') and name = N'bundle_items__product_id__idx') create index "bundle_items__product_id__idx" on "bundle_items" ("product_id");
-- slots: 

-- define
if not exists (select 1 from sys.indexes where object_id = object_id(N'"players"') and name = N'players__team_id__idx') create index "players__team_id__idx" on "players" ("team_id");
-- slots: 

-- define
if not exists (select 1 from sys.indexes where object_id = object_id(N'"teams"') and name = N'teams__captain_id__idx') create index "teams__captain_id__idx" on "teams" ("captain_id");
-- slots: 

-- define in a namespace
if schema_id(N'tenant "a"') is null exec (N'create schema "tenant ""a"""');
-- slots: 

-- define in a namespace
if object_id(N'"tenant ""a"""."bundles"') is null create table "tenant ""a"""."bundles" ("id" int not null, "name" nvarchar(max) not null, primary key ("id"));
-- slots: 

-- define in a namespace
if object_id(N'"tenant ""a"""."bundle_items"') is null create table "tenant ""a"""."bundle_items" ("bundle_id" int not null, "place" int not null, "product_id" int not null, primary key ("bundle_id", "place"), foreign key ("bundle_id") references "tenant ""a"""."bundles" ("id"), foreign key ("product_id") references "tenant ""a"""."products" ("id"));
-- slots: 

-- define in a namespace
if not exists (select 1 from sys.indexes where object_id = object_id(N'"tenant ""a"""."bundle_items"') and name = N'bundle_items__product_id__idx') create index "bundle_items__product_id__idx" on "tenant ""a"""."bundle_items" ("product_id");
-- slots: 

-- insert
insert into "products" ("stock_no", "price", "meta", "photo", "size") select "e"."s0", "e"."c1", "e"."s2", convert(varbinary(max), "e"."c3", 2), "e"."s4" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" decimal(10, 2) '$[1]', "s2" nvarchar(max) '$[2]', "c3" varchar(max) '$[3]', "s4" nvarchar(max) '$[4]', "c5" int '$[5]') as "e" order by "e"."c5"; select @@rowcount;
-- slots: 0

-- insert and return
declare @made table (n int identity(1, 1), "r0" int, "r1" datetime2(3)); insert into "products" ("stock_no", "created_at") output "inserted"."id", "inserted"."created_at" into @made ("r0", "r1") select "e"."s0", "e"."c1" from openjson(@p1) with ("s0" nvarchar(max) '$[0]', "c1" datetime2(3) '$[1]', "c2" int '$[2]') as "e" order by "e"."c2"; select "r0", convert(varchar(27), "r1", 126) from @made order by "r0";
-- slots: 0
