-- nothing but what must be
insert into `products` (`title`, `shop_id`, `shelf`, `place`, `quantity`, `count`, `ratio`, `active`, `price`, `weight`, `made`, `opens`, `seen`, `token`, `data`, `photo`, `status`, `tags`, `scores`, `rates`, `size`, `version`, `id`, `stock_no`) select json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as `title`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as signed) as `shop_id`, json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as `shelf`, cast(json_value(json_array_append('[]', '$', json_compact(e.c3)), '$[0]') as signed) as `place`, cast(json_value(json_array_append('[]', '$', json_compact(e.c4)), '$[0]') as signed) as `quantity`, cast(json_value(json_array_append('[]', '$', json_compact(e.c5)), '$[0]') as signed) as `count`, cast(json_value(json_array_append('[]', '$', json_compact(e.c6)), '$[0]') as double) as `ratio`, cast(json_value(json_array_append('[]', '$', json_compact(e.c7)), '$[0]') as signed) as `active`, cast(json_value(json_array_append('[]', '$', json_compact(e.c8)), '$[0]') as decimal(65, 2)) as `price`, cast(json_value(json_array_append('[]', '$', json_compact(e.c9)), '$[0]') as decimal(65, 6)) as `weight`, cast(json_value(json_array_append('[]', '$', json_compact(e.c10)), '$[0]') as date) as `made`, cast(json_value(json_array_append('[]', '$', json_compact(e.c11)), '$[0]') as time(6)) as `opens`, cast(json_value(json_array_append('[]', '$', json_compact(e.c12)), '$[0]') as datetime(6)) as `seen`, convert(json_value(json_array_append('[]', '$', json_compact(e.c13)), '$[0]') using ascii) as `token`, json_value(json_array_append('[]', '$', json_compact(e.c14)), '$[0]') as `data`, unhex(json_value(json_array_append('[]', '$', json_compact(e.c15)), '$[0]')) as `photo`, json_value(json_array_append('[]', '$', json_compact(e.c16)), '$[0]') as `status`, json_value(json_array_append('[]', '$', json_compact(e.c17)), '$[0]') as `tags`, json_value(json_array_append('[]', '$', json_compact(e.c18)), '$[0]') as `scores`, json_value(json_array_append('[]', '$', json_compact(e.c19)), '$[0]') as `rates`, json_value(json_array_append('[]', '$', json_compact(e.c20)), '$[0]') as `size`, cast(json_value(json_array_append('[]', '$', json_compact(e.c21)), '$[0]') as signed) as `version`, cast(json_value(json_array_append('[]', '$', json_compact(e.c22)), '$[0]') as signed) as `id`, json_value(json_array_append('[]', '$', json_compact(e.c23)), '$[0]') as `stock_no` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2', c3 json path '$.c3', c4 json path '$.c4', c5 json path '$.c5', c6 json path '$.c6', c7 json path '$.c7', c8 json path '$.c8', c9 json path '$.c9', c10 json path '$.c10', c11 json path '$.c11', c12 json path '$.c12', c13 json path '$.c13', c14 json path '$.c14', c15 json path '$.c15', c16 json path '$.c16', c17 json path '$.c17', c18 json path '$.c18', c19 json path '$.c19', c20 json path '$.c20', c21 json path '$.c21', c22 json path '$.c22', c23 json path '$.c23')) as e order by e.n;

-- fields of an object
insert into `products` (`id`, `stock_no`, `quantity`, `price`, `scores`, `version`, `size`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `id`, json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as `stock_no`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as signed) as `quantity`, cast(json_value(json_array_append('[]', '$', json_compact(e.c3)), '$[0]') as decimal(65, 2)) as `price`, json_value(json_array_append('[]', '$', json_compact(e.c4)), '$[0]') as `scores`, cast(json_value(json_array_append('[]', '$', json_compact(e.c5)), '$[0]') as signed) as `version`, json_value(json_array_append('[]', '$', json_compact(e.c6)), '$[0]') as `size` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2', c3 json path '$.c3', c4 json path '$.c4', c5 json path '$.c5', c6 json path '$.c6')) as e order by e.n;

-- no rows
insert into `shops` (`id`, `name`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `id`, json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as `name` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1')) as e order by e.n;

-- a composite key
insert into `lines` (`product_id`, `number`, `amount`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `product_id`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as signed) as `number`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as signed) as `amount` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e order by e.n;

-- rows that refer to each other and to themselves
insert into `shops` (`id`, `name`, `parent_id`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `id`, json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as `name`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as signed) as `parent_id` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e order by e.n;

-- numbers of the database
insert into `tickets` (`label`) select json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as `label` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0')) as e order by e.n;

-- numbers of the database
insert into `tickets` (`label`, `quantity`) select json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as `label`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as signed) as `quantity` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1')) as e order by e.n;

-- a composite key twice
insert into `lines` (`product_id`, `number`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `product_id`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as signed) as `number` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1')) as e order by e.n;

-- a value left out where there must be one
insert into `shops` (`id`, `city`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `id`, json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as `city` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1')) as e order by e.n;

-- or nothing, by a unique value
insert into `shops` (`id`, `name`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `id`, json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as `name` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1')) as e order by e.n on duplicate key update `name` = `shops`.`name`;

-- or nothing, by the key
insert into `lines` (`product_id`, `number`, `amount`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `product_id`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as signed) as `number`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as signed) as `amount` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e order by e.n on duplicate key update `product_id` = `lines`.`product_id`;

-- set title to ""
update `products` as `t0` set `t0`.`title` = ? where `t0`.`id` = cast(? as signed);

-- set shopId to null
update `products` as `t0` set `t0`.`shop_id` = cast(? as signed) where `t0`.`id` = cast(? as signed);

-- set count to null
update `products` as `t0` set `t0`.`count` = cast(? as signed) where `t0`.`id` = cast(? as signed);

-- set ratio to null
update `products` as `t0` set `t0`.`ratio` = cast(? as double) where `t0`.`id` = cast(? as signed);

-- set active to null
update `products` as `t0` set `t0`.`active` = cast(? as signed) where `t0`.`id` = cast(? as signed);

-- set weight to null
update `products` as `t0` set `t0`.`weight` = cast(? as decimal(65, 6)) where `t0`.`id` = cast(? as signed);

-- set made to null
update `products` as `t0` set `t0`.`made` = cast(? as date) where `t0`.`id` = cast(? as signed);

-- set opens to null
update `products` as `t0` set `t0`.`opens` = cast(cast(? as char) as time(6)) where `t0`.`id` = cast(? as signed);

-- set seen to null
update `products` as `t0` set `t0`.`seen` = cast(? as datetime(6)) where `t0`.`id` = cast(? as signed);

-- set token to null
update `products` as `t0` set `t0`.`token` = ? where `t0`.`id` = cast(? as signed);

-- set data to null
update `products` as `t0` set `t0`.`data` = ? where `t0`.`id` = cast(? as signed);

-- set photo to null
update `products` as `t0` set `t0`.`photo` = unhex(?) where `t0`.`id` = cast(? as signed);

-- set status to null
update `products` as `t0` set `t0`.`status` = ? where `t0`.`id` = cast(? as signed);

-- set tags to null
update `products` as `t0` set `t0`.`tags` = ? where `t0`.`id` = cast(? as signed);

-- set rates to null
update `products` as `t0` set `t0`.`rates` = ? where `t0`.`id` = cast(? as signed);

-- set size to null
update `products` as `t0` set `t0`.`size` = ? where `t0`.`id` = cast(? as signed);

-- set sku to "A"
update `products` as `t0` set `t0`.`stock_no` = ? where `t0`.`id` = cast(? as signed);

-- set quantity to -2147483648
update `products` as `t0` set `t0`.`quantity` = cast(? as signed) where `t0`.`id` = cast(? as signed);

-- set price to "-999999.99"
update `products` as `t0` set `t0`.`price` = cast(? as decimal(65, 2)) where `t0`.`id` = cast(? as signed);

-- set scores to [2147483647,0]
update `products` as `t0` set `t0`.`scores` = ? where `t0`.`id` = cast(? as signed);

-- what is not said stays, what is said to be null becomes null
update `products` as `t0` set `t0`.`title` = ?, `t0`.`quantity` = cast(? as signed) where `t0`.`id` = cast(? as signed);

-- what does not change anything meets its rows all the same
update `products` as `t0` set `t0`.`quantity` = cast(? as signed), `t0`.`title` = ?, `t0`.`data` = ? where `t0`.`id` = cast(? as signed);

-- no row
delete `t0` from `products` as `t0` where `t0`.`id` = cast(? as signed);

-- every row
update `products` as `t0` set `t0`.`title` = ? where 1 = 1;

-- add 5 to quantity of 1
update `products` as `t0` set `t0`.`quantity` = `t0`.`quantity` + cast(? as signed) where `t0`.`id` = cast(? as signed);

-- add "-9007199254740994" to count of 1
update `products` as `t0` set `t0`.`count` = `t0`.`count` + cast(? as signed) where `t0`.`id` = cast(? as signed);

-- add 0.2 to ratio of 1
update `products` as `t0` set `t0`.`ratio` = `t0`.`ratio` + cast(? as double) where `t0`.`id` = cast(? as signed);

-- add "0.10" to price of 1
update `products` as `t0` set `t0`.`price` = `t0`.`price` + cast(? as decimal(65, 2)) where `t0`.`id` = cast(? as signed);

-- add "999999999999.999998" to weight of 1
update `products` as `t0` set `t0`.`weight` = `t0`.`weight` + cast(? as decimal(65, 6)) where `t0`.`id` = cast(? as signed);

-- add 1 to version of 1
update `products` as `t0` set `t0`.`version` = `t0`.`version` + cast(? as signed) where `t0`.`id` = cast(? as signed);

-- a sum that is too much for one of many rows changes none
update `products` as `t0` set `t0`.`quantity` = `t0`.`quantity` + cast(? as signed) where 1 = 1;

-- sums beside values, of many rows
update `products` as `t0` set `t0`.`version` = `t0`.`version` + cast(? as signed), `t0`.`title` = ?, `t0`.`price` = `t0`.`price` + cast(? as decimal(65, 2)) where `t0`.`quantity` > cast(? as signed);

-- sums beside values, of many rows
update `products` as `t0` set `t0`.`version` = `t0`.`version` + cast(? as signed), `t0`.`title` = ?, `t0`.`price` = `t0`.`price` + cast(? as decimal(65, 2)) where `t0`.`quantity` < cast(? as signed) and `t0`.`quantity` > cast(? as signed);

-- a version that holds, and one that does not any more
update `products` as `t0` set `t0`.`version` = `t0`.`version` + cast(? as signed), `t0`.`title` = ? where `t0`.`id` = cast(? as signed) and `t0`.`version` = cast(? as signed);

-- set size.unit to "km"
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."unit"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- set size.height to "-0.001"
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."height"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- set size.ratio to 1.7976931348623157e+308
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."ratio"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- set size.count to "-9223372036854775808"
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."count"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- set size.flag to false
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."is flag"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- set size.grade to "DRAFT"
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."grade"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- set size.marks to []
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."marks"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- set size.box.deep to 99
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."box"', json_set(case when json_type((case when json_type(json_extract(`t0`.`size`, '$."box"')) <> 'NULL' then json_extract(`t0`.`size`, '$."box"') end)) = 'OBJECT' then (case when json_type(json_extract(`t0`.`size`, '$."box"')) <> 'NULL' then json_extract(`t0`.`size`, '$."box"') end) else json_object() end, '$."deep"', json_extract(?, '$'))) where `t0`.`id` = cast(? as signed);

-- set size.box to null
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."box"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- set size.unit to "x", size.box.deep to null, size.box.label to "y", size.flag to null
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."unit"', json_extract(?, '$'), '$."box"', json_set(case when json_type((case when json_type(json_extract(`t0`.`size`, '$."box"')) <> 'NULL' then json_extract(`t0`.`size`, '$."box"') end)) = 'OBJECT' then (case when json_type(json_extract(`t0`.`size`, '$."box"')) <> 'NULL' then json_extract(`t0`.`size`, '$."box"') end) else json_object() end, '$."deep"', json_extract(?, '$'), '$."label"', json_extract(?, '$')), '$."is flag"', json_extract(?, '$')) where `t0`.`id` = cast(? as signed);

-- deep inside an object that is not there
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."box"', json_set(case when json_type((case when json_type(json_extract(`t0`.`size`, '$."box"')) <> 'NULL' then json_extract(`t0`.`size`, '$."box"') end)) = 'OBJECT' then (case when json_type(json_extract(`t0`.`size`, '$."box"')) <> 'NULL' then json_extract(`t0`.`size`, '$."box"') end) else json_object() end, '$."label"', json_extract(?, '$'))) where `t0`.`id` = cast(? as signed);

-- inside the objects of many rows, beside other fields
update `products` as `t0` set `t0`.`version` = `t0`.`version` + cast(? as signed), `t0`.`tags` = ?, `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."unit"', json_extract(?, '$')) where `t0`.`id` in (select cast(json_value(json_array_append('[]', '$', json_compact(e.v)), '$[0]') as signed) from json_table(?, '$[*]' columns (v json path '$')) as e);

-- by text that differs in case alone
update `products` as `t0` set `t0`.`title` = ? where (`t0`.`stock_no` = ? and (convert(`t0`.`stock_no` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin));

-- by text without its blank
delete `t0` from `products` as `t0` where (`t0`.`stock_no` = ? and (convert(`t0`.`stock_no` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin));

-- by null
update `products` as `t0` set `t0`.`title` = ? where `t0`.`shop_id` is null;

-- by members of a list of keys
update `lines` as `t0` set `t0`.`note` = ? where (`t0`.`product_id`, `t0`.`number`) in (select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as signed) as `k0`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as signed) as `k1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e);

-- by a decimal and a moment
update `products` as `t0` set `t0`.`title` = ? where `t0`.`price` = cast(? as decimal(65, 2)) and `t0`.`seen` = cast(? as datetime(6));

-- by what is inside an object
update `products` as `t0` set `t0`.`size` = json_set(case when json_type(`t0`.`size`) = 'OBJECT' then `t0`.`size` else json_object() end, '$."unit"', json_extract(?, '$')) where ((case when json_type(json_extract(`t0`.`size`, '$."unit"')) = 'STRING' then json_value(json_array_append('[]', '$', json_compact(json_extract(`t0`.`size`, '$."unit"'))), '$[0]') end) = ? and (convert((case when json_type(json_extract(`t0`.`size`, '$."unit"')) = 'STRING' then json_value(json_array_append('[]', '$', json_compact(json_extract(`t0`.`size`, '$."unit"'))), '$[0]') end) using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin));

-- by an item of a list
update `products` as `t0` set `t0`.`title` = ? where (`t0`.`tags` is not null and json_contains(`t0`.`tags`, ?));

-- by alternatives and negations
update `products` as `t0` set `t0`.`title` = ? where (`t0`.`quantity` < cast(? as signed) or (`t0`.`status` = ? and (convert(`t0`.`status` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin)));

-- by the row it belongs to
update `products` as `t0` join (select distinct `t2`.`id` as `c0` from `products` as `t2` left join `shops` as `t3` on `t3`.`id` = `t2`.`shop_id` where (`t3`.`city` = ? and (convert(`t3`.`city` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin))) as `t1` on `t0`.`id` = `t1`.`c0` set `t0`.`title` = ?;

-- by rows that belong to it
update `products` as `t0` join (select distinct `t2`.`id` as `c0` from `products` as `t2` where exists (select 1 from `lines` as `t3` where `t3`.`product_id` = `t2`.`id` and `t3`.`amount` > cast(? as signed))) as `t1` on `t0`.`id` = `t1`.`c0` set `t0`.`title` = ?;

-- by rows that do not belong to it
update `products` as `t0` join (select distinct `t2`.`id` as `c0` from `products` as `t2` where not exists (select 1 from `lines` as `t3` where `t3`.`product_id` = `t2`.`id`)) as `t1` on `t0`.`id` = `t1`.`c0` set `t0`.`title` = ?;

-- by rows of the own table
update `shops` as `t0` join (select distinct `t2`.`id` as `c0` from `shops` as `t2` where exists (select 1 from `shops` as `t3` where `t3`.`parent_id` = `t2`.`id`)) as `t1` on `t0`.`id` = `t1`.`c0` set `t0`.`city` = ?;

-- by rows of the own table
update `shops` as `t0` join (select distinct `t2`.`id` as `c0` from `shops` as `t2` left join `shops` as `t3` on `t3`.`id` = `t2`.`parent_id` where (`t3`.`name` = ? and (convert(`t3`.`name` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin))) as `t1` on `t0`.`id` = `t1`.`c0` set `t0`.`city` = ?;

-- by rows two steps away, beside the own
update `lines` as `t0` join (select distinct `t2`.`product_id` as `c0`, `t2`.`number` as `c1` from `lines` as `t2` left join `products` as `t3` on `t3`.`id` = `t2`.`product_id` left join `shops` as `t4` on `t4`.`id` = `t3`.`shop_id` where ((`t4`.`name` = ? and (convert(`t4`.`name` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin)) and `t2`.`amount` > cast(? as signed))) as `t1` on `t0`.`product_id` = `t1`.`c0` and `t0`.`number` = `t1`.`c1` set `t0`.`note` = ? where `t0`.`amount` > cast(? as signed);

-- removed by what it is
delete `t0` from `lines` as `t0` where `t0`.`amount` >= cast(? as signed);

-- removed by a null
delete `t0` from `lines` as `t0` where `t0`.`amount` is null;

-- removed by the row it belongs to
delete `t0` from `lines` as `t0` join (select distinct `t2`.`product_id` as `c0`, `t2`.`number` as `c1` from `lines` as `t2` left join `products` as `t3` on `t3`.`id` = `t2`.`product_id` where (`t3`.`stock_no` = ? and (convert(`t3`.`stock_no` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin))) as `t1` on `t0`.`product_id` = `t1`.`c0` and `t0`.`number` = `t1`.`c1`;

-- removed by rows that do not belong to it
delete `t0` from `products` as `t0` join (select distinct `t2`.`id` as `c0` from `products` as `t2` where (not exists (select 1 from `lines` as `t3` where `t3`.`product_id` = `t2`.`id`) and `t2`.`shop_id` is null)) as `t1` on `t0`.`id` = `t1`.`c0` where `t0`.`shop_id` is null;

-- removed by rows of the own table
delete `t0` from `shops` as `t0` join (select distinct `t2`.`id` as `c0` from `shops` as `t2` left join `shops` as `t3` on `t3`.`id` = `t2`.`parent_id` where ((`t3`.`name` = ? and (convert(`t3`.`name` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin)) and not exists (select 1 from `products` as `t4` where `t4`.`shop_id` = `t2`.`id`))) as `t1` on `t0`.`id` = `t1`.`c0`;

-- removed whole
delete `t0` from `lines` as `t0` where 1 = 1;

-- removed not at all
delete `t0` from `lines` as `t0` where 1 = 0;

-- into the way of a unique value
update `shops` as `t0` set `t0`.`name` = ? where `t0`.`id` = cast(? as signed);

-- into the way of a unique pair
update `products` as `t0` set `t0`.`shelf` = ?, `t0`.`place` = cast(? as signed) where `t0`.`id` = cast(? as signed);

-- two rows to one unique value
update `products` as `t0` set `t0`.`stock_no` = ? where `t0`.`id` in (select cast(json_value(json_array_append('[]', '$', json_compact(e.v)), '$[0]') as signed) from json_table(?, '$[*]' columns (v json path '$')) as e);

-- a key that no row refers to
update `products` as `t0` set `t0`.`id` = cast(? as signed) where `t0`.`id` = cast(? as signed);

-- removed under rows of its own table
delete `t0` from `shops` as `t0` where `t0`.`id` = cast(? as signed);

-- removed together with those that refer to it
delete `t0` from `lines` as `t0` where `t0`.`product_id` = cast(? as signed);

-- new rows beside those with nearly the same keys
insert into `tariffs` (`day`, `price`, `version`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as date) as `day`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as decimal(65, 2)) as `price`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as signed) as `version` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e order by e.n;

-- new rows beside those with nearly the same keys
insert into `uses` (`level`, `at`, `starts`, `opens`, `day`, `price`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as decimal(65, 4)) as `level`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as datetime(6)) as `at`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as datetime(6)) as `starts`, cast(json_value(json_array_append('[]', '$', json_compact(e.c3)), '$[0]') as time(6)) as `opens`, cast(json_value(json_array_append('[]', '$', json_compact(e.c4)), '$[0]') as date) as `day`, cast(json_value(json_array_append('[]', '$', json_compact(e.c5)), '$[0]') as decimal(65, 2)) as `price` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2', c3 json path '$.c3', c4 json path '$.c4', c5 json path '$.c5')) as e order by e.n;

-- a decimal and a moment twice
insert into `uses` (`level`, `at`, `starts`, `opens`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as decimal(65, 4)) as `level`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as datetime(6)) as `at`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as datetime(6)) as `starts`, cast(json_value(json_array_append('[]', '$', json_compact(e.c3)), '$[0]') as time(6)) as `opens` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2', c3 json path '$.c3')) as e order by e.n;

-- half a reference by a day and a decimal
insert into `uses` (`level`, `at`, `starts`, `opens`, `price`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as decimal(65, 4)) as `level`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as datetime(6)) as `at`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as datetime(6)) as `starts`, cast(json_value(json_array_append('[]', '$', json_compact(e.c3)), '$[0]') as time(6)) as `opens`, cast(json_value(json_array_append('[]', '$', json_compact(e.c4)), '$[0]') as decimal(65, 2)) as `price` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2', c3 json path '$.c3', c4 json path '$.c4')) as e order by e.n;

-- or nothing, by a decimal and a moment
insert into `uses` (`level`, `at`, `starts`, `opens`) select cast(json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as decimal(65, 4)) as `level`, cast(json_value(json_array_append('[]', '$', json_compact(e.c1)), '$[0]') as datetime(6)) as `at`, cast(json_value(json_array_append('[]', '$', json_compact(e.c2)), '$[0]') as datetime(6)) as `starts`, cast(json_value(json_array_append('[]', '$', json_compact(e.c3)), '$[0]') as time(6)) as `opens` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2', c3 json path '$.c3')) as e order by e.n on duplicate key update `level` = `uses`.`level`;

-- by a day and a decimal
update `tariffs` as `t0` set `t0`.`note` = ?, `t0`.`version` = `t0`.`version` + cast(? as signed) where `t0`.`day` = cast(? as date) and `t0`.`price` = cast(? as decimal(65, 2));

-- by a day and a decimal
update `tariffs` as `t0` set `t0`.`note` = ? where `t0`.`day` = cast(? as date) and `t0`.`price` = cast(? as decimal(65, 2));

-- by a decimal and a moment
update `uses` as `t0` set `t0`.`day` = cast(? as date), `t0`.`price` = cast(? as decimal(65, 2)), `t0`.`opens` = cast(cast(? as char) as time(6)) where `t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` = cast(? as datetime(6));

-- by a time in a list
update `uses` as `t0` set `t0`.`amount` = `t0`.`amount` + cast(? as signed) where `t0`.`opens` in (select cast(json_value(json_array_append('[]', '$', json_compact(e.v)), '$[0]') as time(6)) from json_table(?, '$[*]' columns (v json path '$')) as e);

-- by keys of a decimal and a moment
update `uses` as `t0` set `t0`.`amount` = cast(? as signed) where ((`t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` = cast(? as datetime(6))) or (`t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` = cast(? as datetime(6))));

-- by the row that a day and a decimal refer to
update `uses` as `t0` join (select distinct `t2`.`level` as `c0`, `t2`.`at` as `c1` from `uses` as `t2` left join `tariffs` as `t3` on `t3`.`day` = `t2`.`day` and `t3`.`price` = `t2`.`price` where (`t3`.`note` = ? and (convert(`t3`.`note` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin))) as `t1` on `t0`.`level` = `t1`.`c0` and `t0`.`at` = `t1`.`c1` set `t0`.`amount` = cast(? as signed);

-- by the row that a day and a decimal refer to
update `tariffs` as `t0` join (select distinct `t2`.`day` as `c0`, `t2`.`price` as `c1` from `tariffs` as `t2` where exists (select 1 from `uses` as `t3` where `t3`.`day` = `t2`.`day` and `t3`.`price` = `t2`.`price` and `t3`.`at` = cast(? as datetime(6)))) as `t1` on `t0`.`day` = `t1`.`c0` and `t0`.`price` = `t1`.`c1` set `t0`.`note` = ?;

-- to a day and a decimal of nothing
update `uses` as `t0` set `t0`.`price` = cast(? as decimal(65, 2)) where `t0`.`level` = cast(? as decimal(65, 4));

-- a key of a day and a decimal that no row refers to
update `tariffs` as `t0` set `t0`.`day` = cast(? as date), `t0`.`price` = cast(? as decimal(65, 2)) where `t0`.`day` = cast(? as date) and `t0`.`price` = cast(? as decimal(65, 2));

-- removed by keys of moments and decimals
delete `t0` from `uses` as `t0` where `t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` = cast(? as datetime(6));

-- removed by keys of moments and decimals
delete `t0` from `uses` as `t0` where `t0`.`starts` = cast(? as datetime(6)) and `t0`.`opens` = cast(cast(? as char) as time(6));

-- removed by keys of moments and decimals
delete `t0` from `tariffs` as `t0` where `t0`.`day` = cast(? as date) and `t0`.`price` = cast(? as decimal(65, 2));

-- removed by days that nothing refers to
delete `t0` from `tariffs` as `t0` join (select distinct `t2`.`day` as `c0`, `t2`.`price` as `c1` from `tariffs` as `t2` where not exists (select 1 from `uses` as `t3` where `t3`.`day` = `t2`.`day` and `t3`.`price` = `t2`.`price`)) as `t1` on `t0`.`day` = `t1`.`c0` and `t0`.`price` = `t1`.`c1`;

-- a row that is numbered
insert into `tickets` (`label`) select json_value(json_array_append('[]', '$', json_compact(e.c0)), '$[0]') as `label` from json_table(?, '$[*]' columns (n for ordinality, c0 json path '$.c0')) as e order by e.n returning `id`;

-- rows that are locked
select `t0`.`id` from `products` as `t0` where (`t0`.`stock_no` = ? and (convert(`t0`.`stock_no` using utf8mb4) collate utf8mb4_nopad_bin) = (convert(? using utf8mb4) collate utf8mb4_nopad_bin)) order by `t0`.`id` asc limit ? for update;
