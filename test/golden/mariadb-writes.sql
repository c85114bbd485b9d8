-- define
create table if not exists `categories` (`code` varchar(20) character set utf8mb4 collate utf8mb4_nopad_bin not null, `name` longtext character set utf8mb4 collate utf8mb4_nopad_bin not null, `parent_code` varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin null, primary key (`code`), foreign key (`parent_code`) references `categories` (`code`) on delete set null);
-- slots: none

-- define
create table if not exists `products` (`id` int not null auto_increment primary key, `stock_no` varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin not null, `category_code` varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin null, `price` decimal(10, 2) not null, `quantity` int null, `serial` bigint null, `weight` double null, `active` tinyint(1) null, `made_on` date null, `opens_at` time(0) null, `created_at` datetime(3) null, `status` varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin null, `token` char(36) character set ascii collate ascii_bin null, `tags` json null, `meta` json null, `size` json null, `photo` longblob null, unique (`stock_no`), foreign key (`category_code`) references `categories` (`code`));
-- slots: none

-- define
create table if not exists `warranties` (`code` varchar(255) character set utf8mb4 collate utf8mb4_nopad_bin not null, `product_id` int not null, `years` int not null, primary key (`code`), foreign key (`product_id`) references `products` (`id`) on delete cascade);
-- slots: none

-- define
create table if not exists `bundles` (`id` int not null, `name` longtext character set utf8mb4 collate utf8mb4_nopad_bin not null, primary key (`id`));
-- slots: none

-- define
create table if not exists `bundle_items` (`bundle_id` int not null, `place` int not null, `product_id` int not null, primary key (`bundle_id`, `place`), foreign key (`bundle_id`) references `bundles` (`id`), foreign key (`product_id`) references `products` (`id`));
-- slots: none

-- define
create table if not exists `players` (`id` int not null, `team_id` int null, primary key (`id`));
-- slots: none

-- define
create table if not exists `teams` (`id` int not null, `captain_id` int null, primary key (`id`), foreign key (`captain_id`) references `players` (`id`));
-- slots: none

-- define
alter table `players` add constraint `players__team_id__fkey` foreign key (`team_id`) references `teams` (`id`) on delete cascade;
-- slots: none

-- define
create index if not exists `categories__parent_code__idx` on `categories` (`parent_code`);
-- slots: none

-- define
create index if not exists `products__category_code__created_at__idx` on `products` (`category_code`, `created_at`);
-- slots: none

-- define
create index if not exists `warranties__product_id__idx` on `warranties` (`product_id`);
-- slots: none

-- define
create index if not exists `bundle_items__product_id__idx` on `bundle_items` (`product_id`);
-- slots: none

-- define
create index if not exists `players__team_id__idx` on `players` (`team_id`);
-- slots: none

-- define
create index if not exists `teams__captain_id__idx` on `teams` (`captain_id`);
-- slots: none

-- define in a namespace
create database if not exists `tenant ``a```;
-- slots: none

-- define in a namespace
create table if not exists `tenant ``a```.`bundles` (`id` int not null, `name` longtext character set utf8mb4 collate utf8mb4_nopad_bin not null, primary key (`id`));
-- slots: none

-- define in a namespace
create table if not exists `tenant ``a```.`bundle_items` (`bundle_id` int not null, `place` int not null, `product_id` int not null, primary key (`bundle_id`, `place`), foreign key (`bundle_id`) references `tenant ``a```.`bundles` (`id`), foreign key (`product_id`) references `tenant ``a```.`products` (`id`));
-- slots: none

-- define in a namespace
create index if not exists `bundle_items__product_id__idx` on `tenant ``a```.`bundle_items` (`product_id`);
-- slots: none

-- insert
insert into `products` (`stock_no`, `price`, `meta`, `photo`, `size`) select json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as `stock_no`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as decimal(65, 2)) as `price`, json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as `meta`, unhex(json_value(json_array_append('[]', '$', json_compact(e.c3)), '$[0]')) as `photo`, json_value(json_array_append('[]', '$', json_compact(e.c4)), '$[0]') as `size` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2', c3 json path '$.c3', c4 json path '$.c4')) as e order by e.n;
-- slots: 0

-- insert what is not there
insert into `products` (`stock_no`) select json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as `stock_no` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0')) as e order by e.n on duplicate key update `stock_no` = `products`.`stock_no`;
-- slots: 0
