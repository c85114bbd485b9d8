-- define
create table if not exists "categories" ("code" text not null, "name" text not null, "parent_code" text null, primary key ("code"), foreign key ("parent_code") references "categories" ("code") on delete set null);
-- slots: 

-- define
create table if not exists "products" ("id" integer primary key, "stock_no" text not null, "category_code" text null, "price" integer not null, "quantity" integer null, "serial" integer null, "weight" real null, "active" integer null, "made_on" text null, "opens_at" text null, "created_at" text null, "status" text null, "token" text null, "tags" text null, "meta" text null, "size" text null, "photo" blob null, unique ("stock_no"), foreign key ("category_code") references "categories" ("code"));
-- slots: 

-- define
create table if not exists "warranties" ("code" text not null, "product_id" integer not null, "years" integer not null, primary key ("code"), foreign key ("product_id") references "products" ("id") on delete cascade);
-- slots: 

-- define
create table if not exists "bundles" ("id" integer not null, "name" text not null, primary key ("id"));
-- slots: 

-- define
create table if not exists "bundle_items" ("bundle_id" integer not null, "place" integer not null, "product_id" integer not null, primary key ("bundle_id", "place"), foreign key ("bundle_id") references "bundles" ("id"), foreign key ("product_id") references "products" ("id"));
-- slots: 

-- define
create table if not exists "players" ("id" integer not null, "team_id" integer null, primary key ("id"), foreign key ("team_id") references "teams" ("id") on delete cascade);
-- slots: 

-- define
create table if not exists "teams" ("id" integer not null, "captain_id" integer null, primary key ("id"), foreign key ("captain_id") references "players" ("id"));
-- slots: 

-- define
create index if not exists "categories__parent_code__idx" on "categories" ("parent_code");
-- slots: 

-- define
create index if not exists "products__category_code__created_at__idx" on "products" ("category_code", "created_at");
-- slots: 

-- define
create index if not exists "warranties__product_id__idx" on "warranties" ("product_id");
-- slots: 

-- define
create index if not exists "bundle_items__product_id__idx" on "bundle_items" ("product_id");
-- slots: 

-- define
create index if not exists "players__team_id__idx" on "players" ("team_id");
-- slots: 

-- define
create index if not exists "teams__captain_id__idx" on "teams" ("captain_id");
-- slots: 

-- define in a namespace
create table if not exists "tenant ""a"""."bundles" ("id" integer not null, "name" text not null, primary key ("id"));
-- slots: 

-- define in a namespace
create table if not exists "tenant ""a"""."bundle_items" ("bundle_id" integer not null, "place" integer not null, "product_id" integer not null, primary key ("bundle_id", "place"), foreign key ("bundle_id") references "tenant ""a"""."bundles" ("id"), foreign key ("product_id") references "tenant ""a"""."products" ("id"));
-- slots: 

-- define in a namespace
create index if not exists "tenant ""a"""."bundle_items__product_id__idx" on "bundle_items" ("product_id");
-- slots: 

-- insert
insert into "products" ("stock_no", "price", "meta", "photo", "size") select cast((e.value ->> 0) as text), (e.value ->> 1), cast((e.value ->> 2) as text), unhex((e.value ->> 3)), cast((e.value ->> 4) as text) from json_each(?1) as e where 1 = 1 order by e.key;
-- slots: 0

-- insert and return
insert into "products" ("stock_no", "created_at") select cast((e.value ->> 0) as text), cast((e.value ->> 1) as text) from json_each(?1) as e where 1 = 1 order by e.key returning "id", "created_at";
-- slots: 0
