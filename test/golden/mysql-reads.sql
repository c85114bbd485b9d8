-- equality: text is equal exactly
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note` = ? and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- equality: a trailing blank counts
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note` = ? and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- equality: the empty text is a text
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note` = ? and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- equality: composed and decomposed letters differ
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note` = ? and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- equality: every wildcard and quote is itself
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note` = ? and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- equality: ASCII-blind equality
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) = ? and (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- equality: ASCII-blind equality folds no other letter
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) = ? and (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- equality: ASCII-blind equality leaves the others alone
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) = ? and (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- equality: neq never matches null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: ASCII-blind neq
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: distinctFrom matches null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not ((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) <=> (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: same as a value
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) <=> (convert(? using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: same as null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) <=> (convert(? using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: distinct from null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not ((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) <=> (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: distinct from null, numbers
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not (`t0`.`quantity` <=> cast(? as signed))) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note`, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in an empty list matches nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note`, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: not in an empty list matches all but null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note` is not null and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) not in (select (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e))) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: notIn never matches null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note` is not null and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) not in (select (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e))) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: ASCII-blind in
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4), (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: ASCII-blind notIn
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) is not null and (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin) not in (select (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e))) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in, numbers
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`quantity` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in, 64-bit numbers
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`big` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in, decimals
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`price` in (select cast(json_unquote(e.v) as decimal(65, 2)) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in, uuids
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`token` in (select convert(json_unquote(e.v) using ascii) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in, enums
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`status`, (convert(`t0`.`status` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in, floats
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`ratio` in (select cast(json_unquote(e.v) as double) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: in, moments
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`touched_at` in (select cast(json_unquote(e.v) as datetime(6)) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: boolean neq
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`active` <> cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: enum neq
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(`t0`.`status` using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: uuid
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`token` = ?) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: bytes
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`blob` = unhex(?)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: no bytes are bytes
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`blob` = unhex(?)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: bytes in
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`blob` in (select unhex(json_unquote(e.v)) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: bytes distinct from
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not (`t0`.`blob` <=> unhex(?))) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: float by its exact value
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`ratio` = cast(? as double)) order by `t0`.`id` asc;
-- slots: 0 1

-- equality: time by its exact value
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`opens_at` = cast(cast(? as char) as time(6))) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: gt
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`quantity` > cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: not gt never matches null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`quantity` <= cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: between
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`price` >= cast(? as decimal(65, 2)) and `t0`.`price` <= cast(? as decimal(65, 2)))) order by `t0`.`id` asc;
-- slots: 0 1 2

-- comparison: decimals compare as numbers
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`price` > cast(? as decimal(65, 2))) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: decimals below zero
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`price` < cast(? as decimal(65, 2))) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: 64-bit equality
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`big` = cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: 64-bit gt
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`big` > cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: 64-bit numbers compare as numbers
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`big` > cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: floats
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`ratio` > cast(? as double)) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: dates
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`made_on` >= cast(? as date)) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: times
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`opens_at` > cast(cast(? as char) as time(6))) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: milliseconds
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`created_at` <= cast(? as datetime(6))) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: microseconds
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`touched_at` > cast(? as datetime(6))) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: text by code point
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) > ?) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: astral text above the rest
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) > ?) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: text lte
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) <= ?) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: false before true
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`active` < cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: computed
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and round(cast(`t0`.`quantity` as decimal(65, 0)) * `t0`.`price`, 2) > cast(? as decimal(65, 2))) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: computed, rounded half away from zero
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and round(round(`t0`.`price` - `t0`.`weight`, 4) * cast(? as decimal(65, 2)), 3) in (select cast(json_unquote(e.v) as decimal(65, 3)) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1 2

-- comparison: computed neq never matches null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and round(cast(`t0`.`quantity` as decimal(65, 0)) * `t0`.`price`, 2) <> cast(? as decimal(65, 2))) order by `t0`.`id` asc;
-- slots: 0 1

-- comparison: computed null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and round(cast(`t0`.`quantity` as decimal(65, 0)) * `t0`.`price`, 2) is null) order by `t0`.`id` asc;
-- slots: 0

-- match: contains %
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains _
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains \
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains '
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains "
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains [a]
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains *
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains ?
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains ^$.
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains %_\
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: startsWith wildcards
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and left((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1

-- match: endsWith wildcards
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and right((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1

-- match: contains is exact in case
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains, ASCII-blind
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains, ASCII-blind, no sharp s
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains, ASCII-blind, no Kelvin
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (locate(?, (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin)) > 0 or locate(?, (convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin)) > 0)) order by `t0`.`id` asc;
-- slots: 0 1 2

-- match: startsWith, ASCII-blind
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and left((convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1

-- match: endsWith, ASCII-blind
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and right((convert(convert(convert(lower(convert(convert(convert(`t0`.`note` using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1

-- match: endsWith a blank
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and right((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1

-- match: endsWith does not ignore blanks
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and right((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1

-- match: startsWith nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and left((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1

-- match: not contains nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: not contains never matches null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: contains an astral character
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and locate(?, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin)) > 0) order by `t0`.`id` asc;
-- slots: 0 1

-- match: a letter is not its base
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and right((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1

-- logic: and of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and 1 = 1) order by `t0`.`id` asc;
-- slots: 0

-- logic: or of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and 1 = 0) order by `t0`.`id` asc;
-- slots: 0

-- logic: not or of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and 1 = 1) order by `t0`.`id` asc;
-- slots: 0

-- logic: not and of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and 1 = 0) order by `t0`.`id` asc;
-- slots: 0

-- logic: not or: unknown stays unknown
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin) and `t0`.`quantity` <> cast(? as signed))) order by `t0`.`id` asc;
-- slots: 0 1 2

-- logic: not and: false decides
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin) or `t0`.`quantity` <> cast(? as signed))) order by `t0`.`id` asc;
-- slots: 0 1 2

-- logic: not not
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`quantity` = cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- logic: is null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`note` is null) order by `t0`.`id` asc;
-- slots: 0

-- logic: not is null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`quantity` is not null) order by `t0`.`id` asc;
-- slots: 0

-- logic: not notIn
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`quantity` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- logic: not in nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`note` is not null and (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) not in (select (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e))) order by `t0`.`id` asc;
-- slots: 0 1

-- logic: complement: unknown becomes true
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`quantity` <= cast(? as signed) or `t0`.`quantity` is null)) order by `t0`.`id` asc;
-- slots: 0 1

-- logic: complement of a negation
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`quantity` > cast(? as signed) or `t0`.`quantity` is null)) order by `t0`.`id` asc;
-- slots: 0 1

-- logic: one field against another
select `t0`.`hall`, `t0`.`number` from `shelves` as `t0` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) <> (convert(`t0`.`overflow_hall` using utf8mb4) collate utf8mb4_0900_bin)) order by (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0

-- object: nested text
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) = ? and (convert((case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- object: nested text, ASCII-blind
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(convert(lower(convert(convert(convert((case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) = ? and (convert(convert(convert(lower(convert(convert(convert((case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- object: nested neq never matches null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert((case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0 1

-- object: nested distinct from
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not ((convert((case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) using utf8mb4) collate utf8mb4_0900_bin) <=> (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1

-- object: nested null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`origin`, '$."city"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."city"') end) is null) order by `t0`.`id` asc;
-- slots: 0

-- object: an object of nulls is not null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`origin` is null) order by `t0`.`id` asc;
-- slots: 0

-- object: an inner object
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`origin`, '$."spot"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."spot"') end) is not null) order by `t0`.`id` asc;
-- slots: 0

-- object: nested numbers compare as numbers
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`origin`, '$."level"')) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then case when cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) = floor(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double)) and cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) between -2147483648 and 2147483647 then cast(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) as signed) end end) > cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- object: nested decimals compare as numbers
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`origin`, '$."fee"')) = 'STRING' and json_unquote(json_extract(`t0`.`origin`, '$."fee"')) rlike '^-?[0-9]{1,38}([.][0-9]{1,2})?\z' then cast(json_unquote(json_extract(`t0`.`origin`, '$."fee"')) as decimal(65, 2)) end) > cast(? as decimal(65, 2))) order by `t0`.`id` asc;
-- slots: 0 1

-- object: nested decimals in
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`origin`, '$."fee"')) = 'STRING' and json_unquote(json_extract(`t0`.`origin`, '$."fee"')) rlike '^-?[0-9]{1,38}([.][0-9]{1,2})?\z' then cast(json_unquote(json_extract(`t0`.`origin`, '$."fee"')) as decimal(65, 2)) end) in (select cast(json_unquote(e.v) as decimal(65, 2)) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- object: nested date
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`origin`, '$."since"')) = 'STRING' and json_unquote(json_extract(`t0`.`origin`, '$."since"')) rlike '^(?!0000)([0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|([0-9][0-9](0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29)\z' then cast(json_unquote(json_extract(`t0`.`origin`, '$."since"')) as date) end) >= cast(? as date)) order by `t0`.`id` asc;
-- slots: 0 1

-- object: nested enum
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((case when json_type(json_extract(`t0`.`origin`, '$."grade"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."grade"')) end) = ? and (convert((case when json_type(json_extract(`t0`.`origin`, '$."grade"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."grade"')) end) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- object: twice nested
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`origin`, '$."spot"."lat"')) = 'STRING' and json_unquote(json_extract(`t0`.`origin`, '$."spot"."lat"')) rlike '^-?[0-9]{1,38}([.][0-9]{1,4})?\z' then cast(json_unquote(json_extract(`t0`.`origin`, '$."spot"."lat"')) as decimal(65, 4)) end) = cast(? as decimal(65, 4))) order by `t0`.`id` asc;
-- slots: 0 1

-- object: twice nested null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((case when json_type(json_extract(`t0`.`origin`, '$."spot"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."spot"') end) is not null and (case when json_type(json_extract(`t0`.`origin`, '$."spot"."lon"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."spot"."lon"') end) is null)) order by `t0`.`id` asc;
-- slots: 0

-- list: has
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and json_contains(`t0`.`tags`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: has is exact
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and json_contains(`t0`.`tags`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: not has: a null list is unknown
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and not json_contains(`t0`.`tags`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: hasSome
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and exists (select 1 from json_table(?, '$[*]' columns (v json path '$')) as l where json_contains(`t0`.`tags`, json_unquote(l.v))))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: hasSome of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and exists (select 1 from json_table(?, '$[*]' columns (v json path '$')) as l where json_contains(`t0`.`tags`, json_unquote(l.v))))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: not hasSome of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and not exists (select 1 from json_table(?, '$[*]' columns (v json path '$')) as l where json_contains(`t0`.`tags`, json_unquote(l.v))))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: hasEvery
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and json_contains(`t0`.`tags`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: hasEvery of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and json_contains(`t0`.`tags`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: isEmpty
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and (json_length(`t0`.`tags`) = 0))) order by `t0`.`id` asc;
-- slots: 0

-- list: not isEmpty
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and not (json_length(`t0`.`tags`) = 0))) order by `t0`.`id` asc;
-- slots: 0

-- list: has a wildcard
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and json_contains(`t0`.`tags`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: has quotes
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and json_contains(`t0`.`tags`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: has an astral character
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tags` is not null and json_contains(`t0`.`tags`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: list of ints
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`scores` is not null and json_contains(`t0`.`scores`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: list of ints, empty
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`scores` is not null and (json_length(`t0`.`scores`) = 0))) order by `t0`.`id` asc;
-- slots: 0

-- list: list of decimals
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`rates` is not null and json_contains(`t0`.`rates`, ?))) order by `t0`.`id` asc;
-- slots: 0 1

-- list: list null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`tags` is null) order by `t0`.`id` asc;
-- slots: 0

-- list: not (has or isEmpty)
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((`t0`.`tags` is not null and not json_contains(`t0`.`tags`, ?)) and (`t0`.`tags` is not null and not (json_length(`t0`.`tags`) = 0)))) order by `t0`.`id` asc;
-- slots: 0 1

-- JSON: JSON text
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) = ? and (convert((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1 2 1 1 2

-- JSON: JSON text neq: another type is null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: JSON text null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) is null) order by `t0`.`id` asc;
-- slots: 0 1 1

-- JSON: JSON of any kind
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) <> 'NULL' then json_extract(`t0`.`data`, ?) end) is not null) order by `t0`.`id` asc;
-- slots: 0 1 1

-- JSON: JSON text, ASCII-blind
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (convert(convert(lower(convert(convert(convert((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) = ? and (convert(convert(convert(lower(convert(convert(convert((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1 2 1 1 2

-- JSON: JSON text contains
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and left((convert((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) using utf8mb4) collate utf8mb4_0900_bin), char_length(?)) = ?) order by `t0`.`id` asc;
-- slots: 0 1 1 2 2

-- JSON: JSON text at the top of a path
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) = ? and (convert((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1 2 1 1 2

-- JSON: JSON number
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) > cast(? as double)) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: JSON number below zero
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) < cast(? as double)) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: JSON number in
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) in (select cast(json_unquote(e.v) as double) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: JSON number as text is none
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) = ? and (convert((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1 2 1 1 2

-- JSON: JSON boolean
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) = 'BOOLEAN' then case json_unquote(json_extract(`t0`.`data`, ?)) when 'true' then 1 else 0 end end) = cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: JSON boolean as number is none
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) is not null) order by `t0`.`id` asc;
-- slots: 0 1 1

-- JSON: JSON arrays are not entered
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) = ? and (convert((case when json_type(json_extract(`t0`.`data`, ?)) = 'STRING' then json_unquote(json_extract(`t0`.`data`, ?)) end) using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1 2 1 1 2

-- JSON: JSON arrays have no numbers inside
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) is not null) order by `t0`.`id` asc;
-- slots: 0 1 1

-- JSON: a key with a dot
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) = cast(? as double)) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: a key with quotes
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) = cast(? as double)) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: a key with a dollar
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) = cast(? as double)) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: JSON distinct from
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not ((case when json_type(json_extract(`t0`.`data`, ?)) = 'BOOLEAN' then case json_unquote(json_extract(`t0`.`data`, ?)) when 'true' then 1 else 0 end end) <=> cast(? as signed))) order by `t0`.`id` asc;
-- slots: 0 1 1 2

-- JSON: hasKey
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (coalesce(json_contains_path(`t0`.`data`, 'one', ?), 0) = 1)) order by `t0`.`id` asc;
-- slots: 0 1

-- JSON: not hasKey: a null field is unknown
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`data` is not null and not (coalesce(json_contains_path(`t0`.`data`, 'one', ?), 0) = 1))) order by `t0`.`id` asc;
-- slots: 0 1

-- JSON: hasKey whose value is null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (coalesce(json_contains_path(`t0`.`data`, 'one', ?), 0) = 1)) order by `t0`.`id` asc;
-- slots: 0 1

-- JSON: hasKey inside
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (coalesce(json_contains_path(`t0`.`data`, 'one', ?), 0) = 1)) order by `t0`.`id` asc;
-- slots: 0 1

-- JSON: hasKey does not enter arrays
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (coalesce(json_contains_path(`t0`.`data`, 'one', ?), 0) = 1)) order by `t0`.`id` asc;
-- slots: 0 1

-- JSON: hasKey with a dot
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (coalesce(json_contains_path(`t0`.`data`, 'one', ?), 0) = 1)) order by `t0`.`id` asc;
-- slots: 0 1

-- JSON: a JSON scalar is not null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`data` is null) order by `t0`.`id` asc;
-- slots: 0

-- relation: some
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and exists (select 1 from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`)) order by `t0`.`id` asc;
-- slots: 0

-- relation: none
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not exists (select 1 from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`)) order by `t0`.`id` asc;
-- slots: 0

-- relation: some p
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and exists (select 1 from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id` and `t1`.`amount` > cast(? as signed))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: none p
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not exists (select 1 from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id` and `t1`.`amount` > cast(? as signed))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: every p: unknown is not true, no row is enough
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not exists (select 1 from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id` and (`t1`.`amount` <= cast(? as signed) or `t1`.`amount` is null))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: every not p
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not exists (select 1 from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id` and (`t1`.`amount` > cast(? as signed) or `t1`.`amount` is null))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: not every p
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and exists (select 1 from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id` and (`t1`.`amount` <= cast(? as signed) or `t1`.`amount` is null))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: not some p
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not exists (select 1 from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id` and `t1`.`amount` > cast(? as signed))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: to-one
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and exists (select 1 from `makers` as `t1` where `t1`.`id` = `t0`.`maker_id` and (convert(`t1`.`country` using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: not to-one is two-valued
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and not exists (select 1 from `makers` as `t1` where `t1`.`id` = `t0`.`maker_id` and (`t1`.`country` = ? and (convert(`t1`.`country` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- relation: to-one {}
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and exists (select 1 from `makers` as `t1` where `t1`.`id` = `t0`.`maker_id`)) order by `t0`.`id` asc;
-- slots: 0

-- relation: to-one by a key beyond 2^53
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and exists (select 1 from `makers` as `t1` where `t1`.`id` = `t0`.`maker_id` and `t1`.`id` = cast(? as signed))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: through a to-one relation
select `t0`.`id` from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` where (`t0`.`id` < cast(? as signed) and (`t1`.`name` = ? and (convert(`t1`.`name` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- relation: through two
select `t0`.`id` from `items` as `t0` left join `categories` as `t1` on (`t1`.`code` = `t0`.`category_code` and (convert(`t1`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) left join `categories` as `t2` on (`t2`.`code` = `t1`.`parent_code` and (convert(`t2`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t1`.`parent_code` using utf8mb4) collate utf8mb4_0900_bin)) where (`t0`.`id` < cast(? as signed) and (`t2`.`name` = ? and (convert(`t2`.`name` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1 1

-- relation: a missing row on the way is null
select `t0`.`id` from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` left join `profiles` as `t2` on `t2`.`maker_id` = `t1`.`id` where (`t0`.`id` < cast(? as signed) and `t2`.`bio` is null) order by `t0`.`id` asc;
-- slots: 0

-- relation: neq through a relation
select `t0`.`id` from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` where (`t0`.`id` < cast(? as signed) and (convert(`t1`.`country` using utf8mb4) collate utf8mb4_0900_bin) <> (convert(? using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: distinct from, through a relation
select `t0`.`id` from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` where (`t0`.`id` < cast(? as signed) and not ((convert(`t1`.`country` using utf8mb4) collate utf8mb4_0900_bin) <=> (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: many to many
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and exists (select 1 from `stocks` as `t2` join `shelves` as `t1` on (`t1`.`hall` = `t2`.`hall` and (convert(`t1`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t2`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`number` = `t2`.`number` where `t2`.`item_id` = `t0`.`id` and `t1`.`capacity` is null)) order by `t0`.`id` asc;
-- slots: 0

-- relation: related count
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select count(*) from `items` as `t1` where (`t1`.`tone` = `t0`.`tone` and (convert(`t1`.`tone` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin))) = cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: related count of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select count(*) from `items` as `t1` where (`t1`.`tone` = `t0`.`tone` and (convert(`t1`.`tone` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin))) = cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: related rows count once, whatever lies between
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select count(*) from `shelves` as `t1` where (`t1`.`hall`, `t1`.`number`, (convert(`t1`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select `t2`.`hall`, `t2`.`number`, (convert(`t2`.`hall` using utf8mb4) collate utf8mb4_0900_bin) from `stocks` as `t2` where `t2`.`item_id` = `t0`.`id`)) >= cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: rows between count each
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select count(*) from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`) = cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: related count with a filter
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select count(*) from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id` and `t1`.`amount` >= cast(? as signed)) = cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1 2

-- relation: related count in
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select count(*) from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`) in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: related sum
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select sum(`t1`.`amount`) from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`) > cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: related sum over each row once
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select sum(`t1`.`capacity`) from `shelves` as `t1` where (`t1`.`hall`, `t1`.`number`, (convert(`t1`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select `t2`.`hall`, `t2`.`number`, (convert(`t2`.`hall` using utf8mb4) collate utf8mb4_0900_bin) from `stocks` as `t2` where `t2`.`item_id` = `t0`.`id`)) = cast(? as signed)) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: related max of nothing is null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select max(`t1`.`placed_at`) from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`) is not null) order by `t0`.`id` asc;
-- slots: 0

-- relation: related avg
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (select round(sign(sum(`t1`.`cost`)) * (((abs(sum(`t1`.`cost`)) * 2000000000 + count(`t1`.`cost`)) - mod((abs(sum(`t1`.`cost`)) * 2000000000 + count(`t1`.`cost`)), (2 * count(`t1`.`cost`)))) / (2 * count(`t1`.`cost`))) * 0.000000001, 9) from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`) = cast(? as decimal(65, 9))) order by `t0`.`id` asc;
-- slots: 0 1

-- relation: self, to many
select `t0`.`code` from `categories` as `t0` where ((`t0`.`code`, (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and exists (select 1 from `categories` as `t1` where (`t1`.`parent_code` = `t0`.`code` and (convert(`t1`.`parent_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`rank` = cast(? as signed))) order by (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0 1

-- relation: self, every
select `t0`.`code` from `categories` as `t0` where ((`t0`.`code`, (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and not exists (select 1 from `categories` as `t1` where (`t1`.`parent_code` = `t0`.`code` and (convert(`t1`.`parent_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) and (`t1`.`rank` <> cast(? as signed) or `t1`.`rank` is null))) order by (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0 1

-- relation: self, up twice
select `t0`.`code` from `categories` as `t0` where ((`t0`.`code`, (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and exists (select 1 from `categories` as `t1` where (`t1`.`code` = `t0`.`parent_code` and (convert(`t1`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`parent_code` using utf8mb4) collate utf8mb4_0900_bin)) and exists (select 1 from `categories` as `t2` where (`t2`.`code` = `t1`.`parent_code` and (convert(`t2`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t1`.`parent_code` using utf8mb4) collate utf8mb4_0900_bin)) and (`t2`.`name` = ? and (convert(`t2`.`name` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))))) order by (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0 1 1

-- relation: four deep
select `t0`.`code` from `categories` as `t0` where ((`t0`.`code`, (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and exists (select 1 from `items` as `t1` where (`t1`.`category_code` = `t0`.`code` and (convert(`t1`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) and exists (select 1 from `stocks` as `t2` where `t2`.`item_id` = `t1`.`id` and exists (select 1 from `shelves` as `t3` where (`t3`.`hall` = `t2`.`hall` and (convert(`t3`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t2`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) and `t3`.`number` = `t2`.`number` and (`t3`.`label` = ? and (convert(`t3`.`label` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)))))) order by (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0 1 1

-- relation: none of a filter with null
select `t0`.`code` from `categories` as `t0` where ((`t0`.`code`, (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and not exists (select 1 from `items` as `t1` where (`t1`.`category_code` = `t0`.`code` and (convert(`t1`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`maker_id` is null)) order by (convert(`t0`.`code` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0

-- relation: composite to-one: half a reference is none
select `t0`.`hall`, `t0`.`number` from `shelves` as `t0` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and exists (select 1 from `shelves` as `t1` where (`t1`.`hall` = `t0`.`overflow_hall` and (convert(`t1`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`overflow_hall` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`number` = `t0`.`overflow_number`)) order by (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0

-- relation: composite to-many
select `t0`.`hall`, `t0`.`number` from `shelves` as `t0` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and exists (select 1 from `shelves` as `t1` where (`t1`.`overflow_hall` = `t0`.`hall` and (convert(`t1`.`overflow_hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`overflow_number` = `t0`.`number`)) order by (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0

-- relation: many to many, composite side
select `t0`.`hall`, `t0`.`number` from `shelves` as `t0` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and exists (select 1 from `stocks` as `t2` join `items` as `t1` on `t1`.`id` = `t2`.`item_id` where (`t2`.`hall` = `t0`.`hall` and (convert(`t2`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) and `t2`.`number` = `t0`.`number` and `t1`.`id` = cast(? as signed))) order by (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0 1

-- relation: many to many, count
select `t0`.`hall`, `t0`.`number` from `shelves` as `t0` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and (select count(*) from `items` as `t1` where `t1`.`id` in (select `t2`.`item_id` from `stocks` as `t2` where (`t2`.`hall` = `t0`.`hall` and (convert(`t2`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) and `t2`.`number` = `t0`.`number`)) = cast(? as signed)) order by (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0 1

-- relation: many to many, the greatest value beyond a further relation
select `t0`.`hall`, `t0`.`number` from `shelves` as `t0` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and (convert((select max((convert(`t3`.`code` using utf8mb4) collate utf8mb4_0900_bin)) from `items` as `t1` left join `categories` as `t3` on (`t3`.`code` = `t1`.`category_code` and (convert(`t3`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t1`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) where `t1`.`id` in (select `t2`.`item_id` from `stocks` as `t2` where (`t2`.`hall` = `t0`.`hall` and (convert(`t2`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) and `t2`.`number` = `t0`.`number`)) using utf8mb4) collate utf8mb4_0900_bin) >= ?) order by (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0 1

-- order: text by code point, nulls smallest
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 0

-- order: text descending
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) desc, `t0`.`id` asc;
-- slots: 0

-- order: nulls last ascending
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) is null asc, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 0

-- order: more terms than MongoDB sorts by
select `t0`.`id`, `t0`.`active`, `t0`.`status`, `t0`.`quantity`, `t0`.`tone` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`active` is null asc, `t0`.`active` asc, (case (convert(`t0`.`status` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) is null desc, (case (convert(`t0`.`status` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) desc, `t0`.`quantity` is null asc, `t0`.`quantity` asc, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) is null desc, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) desc, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) is null asc, (convert(`t0`.`note` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`big` is null desc, `t0`.`big` desc, `t0`.`ratio` is null asc, `t0`.`ratio` asc, `t0`.`weight` is null desc, `t0`.`weight` desc, `t0`.`made_on` is null asc, `t0`.`made_on` asc, `t0`.`opens_at` is null desc, `t0`.`opens_at` desc, `t0`.`touched_at` is null asc, `t0`.`touched_at` asc, `t0`.`token` is null desc, `t0`.`token` desc, `t0`.`maker_id` is null asc, `t0`.`maker_id` asc, (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) is null desc, (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) desc, (convert((case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) using utf8mb4) collate utf8mb4_0900_bin) is null asc, (convert((case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) using utf8mb4) collate utf8mb4_0900_bin) asc, (convert((case when json_type(json_extract(`t0`.`origin`, '$."zip"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."zip"')) end) using utf8mb4) collate utf8mb4_0900_bin) is null desc, (convert((case when json_type(json_extract(`t0`.`origin`, '$."zip"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."zip"')) end) using utf8mb4) collate utf8mb4_0900_bin) desc, (case when json_type(json_extract(`t0`.`origin`, '$."level"')) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then case when cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) = floor(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double)) and cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) between -2147483648 and 2147483647 then cast(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) as signed) end end) is null asc, (case when json_type(json_extract(`t0`.`origin`, '$."level"')) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then case when cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) = floor(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double)) and cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) between -2147483648 and 2147483647 then cast(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) as signed) end end) asc, `t0`.`id` asc;
-- slots: 0

-- order: nulls first descending
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) is null desc, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) desc, `t0`.`id` asc;
-- slots: 0

-- order: enums by name
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by (case (convert(`t0`.`status` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc, `t0`.`id` asc;
-- slots: 0

-- order: false before true
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`active` asc, `t0`.`id` asc;
-- slots: 0

-- order: decimals as numbers
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`price` asc, `t0`.`id` asc;
-- slots: 0

-- order: 64-bit numbers
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`big` asc, `t0`.`id` asc;
-- slots: 0

-- order: floats
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`ratio` desc, `t0`.`id` asc;
-- slots: 0

-- order: uuids as text
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`token` is null asc, `t0`.`token` asc, `t0`.`id` asc;
-- slots: 0

-- order: microseconds
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`touched_at` desc, `t0`.`id` asc;
-- slots: 0

-- order: times
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`opens_at` is null asc, `t0`.`opens_at` asc, `t0`.`id` asc;
-- slots: 0

-- order: through a to-one relation
select `t0`.`id` from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` where `t0`.`id` < cast(? as signed) order by (convert(`t1`.`name` using utf8mb4) collate utf8mb4_0900_bin) desc, `t0`.`id` asc;
-- slots: 0

-- order: through two
select `t0`.`id` from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` left join `profiles` as `t2` on `t2`.`maker_id` = `t1`.`id` where `t0`.`id` < cast(? as signed) order by (convert(`t2`.`bio` using utf8mb4) collate utf8mb4_0900_bin) is null asc, (convert(`t2`.`bio` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 0

-- order: by a related count
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by (select count(*) from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`) desc, `t0`.`id` asc;
-- slots: 0

-- order: by a nested field
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by (case when json_type(json_extract(`t0`.`origin`, '$."level"')) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then case when cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) = floor(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double)) and cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) between -2147483648 and 2147483647 then cast(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) as signed) end end) desc, `t0`.`id` asc;
-- slots: 0

-- order: by a nested decimal
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by (case when json_type(json_extract(`t0`.`origin`, '$."fee"')) = 'STRING' and json_unquote(json_extract(`t0`.`origin`, '$."fee"')) rlike '^-?[0-9]{1,38}([.][0-9]{1,2})?\z' then cast(json_unquote(json_extract(`t0`.`origin`, '$."fee"')) as decimal(65, 2)) end) is null asc, (case when json_type(json_extract(`t0`.`origin`, '$."fee"')) = 'STRING' and json_unquote(json_extract(`t0`.`origin`, '$."fee"')) rlike '^-?[0-9]{1,38}([.][0-9]{1,2})?\z' then cast(json_unquote(json_extract(`t0`.`origin`, '$."fee"')) as decimal(65, 2)) end) asc, `t0`.`id` asc;
-- slots: 0

-- order: by a computed field
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by round(cast(`t0`.`quantity` as decimal(65, 0)) * `t0`.`price`, 2) asc, `t0`.`id` asc;
-- slots: 0

-- order: keys beyond 2^53 in order
select `t0`.`name` from `makers` as `t0` where `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e) order by `t0`.`id` asc;
-- slots: 0

-- order: the same term twice
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`id` desc;
-- slots: 0

-- page: limit and offset
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`id` asc limit ? offset ?;
-- slots: 2 0 1

-- page: limit 0
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`id` asc limit ?;
-- slots: 1 0

-- page: offset beyond the end
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`id` asc limit ? offset ?;
-- slots: 2 0 1

-- page: offset alone
select `t0`.`id` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`id` asc limit 18446744073709551615 offset ?;
-- slots: 1 0

-- page: the last rows, in order
select `p`.`r0` from (select `t0`.`id` as `r0`, `t0`.`id` as `o0` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`id` desc limit ?) as `p` order by `p`.`o0` asc;
-- slots: 1 0

-- page: the last rows of a tied order
select `p`.`r0` from (select `t0`.`id` as `r0`, `t0`.`price` as `o0`, `t0`.`id` as `o1` from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`price` desc, `t0`.`id` desc limit ?) as `p` order by `p`.`o0` asc, `p`.`o1` asc;
-- slots: 1 0

-- page: the last rows, fewer than asked
select `p`.`r0` from (select `t0`.`id` as `r0`, `t0`.`id` as `o0` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`id` < cast(? as signed)) order by `t0`.`id` desc limit ?) as `p` order by `p`.`o0` asc;
-- slots: 2 0 1

-- page: after a null that comes first
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tone` is not null or (`t0`.`tone` is null and `t0`.`id` > cast(? as signed)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 2 1

-- page: after the last null
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tone` is not null or (`t0`.`tone` is null and `t0`.`id` > cast(? as signed)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 2 1

-- page: after a tie
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) > ? or ((`t0`.`tone` = ? and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and `t0`.`id` > cast(? as signed)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 2 0 0 0 1

-- page: after the last
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) > ? or ((`t0`.`tone` = ? and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and `t0`.`id` > cast(? as signed)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 2 0 0 0 1

-- page: after a value, nulls last
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (((convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) > ? or `t0`.`tone` is null) or ((`t0`.`tone` = ? and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and `t0`.`id` > cast(? as signed)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) is null asc, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 2 0 0 0 1

-- page: after a null that comes last
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tone` is null and `t0`.`id` > cast(? as signed))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) is null asc, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 2 1

-- page: after, descending
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (((convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) < ? or `t0`.`tone` is null) or ((`t0`.`tone` = ? and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and `t0`.`id` > cast(? as signed)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) desc, `t0`.`id` asc;
-- slots: 2 0 0 0 1

-- page: after, nulls first descending
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tone` is not null or (`t0`.`tone` is null and `t0`.`id` > cast(? as signed)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) is null desc, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) desc, `t0`.`id` asc limit ?;
-- slots: 3 1 2

-- page: after a tied decimal, descending
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((`t0`.`price` < cast(? as decimal(65, 2)) or `t0`.`price` is null) or (`t0`.`price` = cast(? as decimal(65, 2)) and `t0`.`id` > cast(? as signed)))) order by `t0`.`price` desc, `t0`.`id` asc;
-- slots: 2 0 0 1

-- page: before
select `p`.`r0` from (select `t0`.`id` as `r0`, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) as `o0`, `t0`.`id` as `o1` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (((convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) < ? or `t0`.`tone` is null) or ((`t0`.`tone` = ? and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and (`t0`.`id` < cast(? as signed) or `t0`.`id` is null)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) desc, `t0`.`id` desc limit ?) as `p` order by `p`.`o0` asc, `p`.`o1` asc;
-- slots: 3 0 0 0 1 2

-- page: before the first null
select `p`.`r0` from (select `t0`.`id` as `r0`, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) as `o0`, `t0`.`id` as `o1` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tone` is null and (`t0`.`id` < cast(? as signed) or `t0`.`id` is null))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) desc, `t0`.`id` desc limit ?) as `p` order by `p`.`o0` asc, `p`.`o1` asc;
-- slots: 3 1 2

-- page: before, nulls last
select `p`.`r0` from (select `t0`.`id` as `r0`, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) as `o0`, `t0`.`id` as `o1` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tone` is not null or (`t0`.`tone` is null and (`t0`.`id` < cast(? as signed) or `t0`.`id` is null)))) order by (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) is null desc, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) desc, `t0`.`id` desc limit ?) as `p` order by `p`.`o0` is null asc, `p`.`o0` asc, `p`.`o1` asc;
-- slots: 3 1 2

-- page: after a microsecond
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((`t0`.`touched_at` < cast(? as datetime(6)) or `t0`.`touched_at` is null) or (`t0`.`touched_at` = cast(? as datetime(6)) and `t0`.`id` > cast(? as signed)))) order by `t0`.`touched_at` desc, `t0`.`id` asc limit ?;
-- slots: 3 0 0 1 2

-- page: after an enum
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((case (convert(`t0`.`status` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) > cast(? as signed) or ((`t0`.`status` = ? and (convert(`t0`.`status` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and `t0`.`id` > cast(? as signed)))) order by (case (convert(`t0`.`status` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc, `t0`.`id` asc;
-- slots: 2 0 0 0 1

-- page: after a boolean
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`active` > cast(? as signed) or (`t0`.`active` = cast(? as signed) and `t0`.`id` > cast(? as signed)))) order by `t0`.`active` asc, `t0`.`id` asc;
-- slots: 2 0 0 1

-- page: after a 64-bit number
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`big` > cast(? as signed) or (`t0`.`big` = cast(? as signed) and `t0`.`id` > cast(? as signed)))) order by `t0`.`big` asc, `t0`.`id` asc;
-- slots: 2 0 0 1

-- page: after a float
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`ratio` > cast(? as double) or (`t0`.`ratio` = cast(? as double) and `t0`.`id` > cast(? as signed)))) order by `t0`.`ratio` asc, `t0`.`id` asc;
-- slots: 2 0 0 1

-- page: after, through a relation
select `t0`.`id` from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` where (`t0`.`id` < cast(? as signed) and ((convert(`t1`.`name` using utf8mb4) collate utf8mb4_0900_bin) > ? or ((`t1`.`name` = ? and (convert(`t1`.`name` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and `t0`.`id` > cast(? as signed)))) order by (convert(`t1`.`name` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 2 0 0 0 1

-- page: after a related count
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (((select count(*) from `stocks` as `t1` where `t1`.`item_id` = `t0`.`id`) < cast(? as signed) or (select count(*) from `stocks` as `t2` where `t2`.`item_id` = `t0`.`id`) is null) or ((select count(*) from `stocks` as `t3` where `t3`.`item_id` = `t0`.`id`) = cast(? as signed) and `t0`.`id` > cast(? as signed)))) order by (select count(*) from `stocks` as `t4` where `t4`.`item_id` = `t0`.`id`) desc, `t0`.`id` asc limit ?;
-- slots: 3 0 0 1 2

-- page: after, nested
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (((case when json_type(json_extract(`t0`.`origin`, '$."level"')) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then case when cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) = floor(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double)) and cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) between -2147483648 and 2147483647 then cast(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) as signed) end end) < cast(? as signed) or (case when json_type(json_extract(`t0`.`origin`, '$."level"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."level"') end) is null) or ((case when json_type(json_extract(`t0`.`origin`, '$."level"')) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then case when cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) = floor(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double)) and cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) between -2147483648 and 2147483647 then cast(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) as signed) end end) = cast(? as signed) and `t0`.`id` > cast(? as signed)))) order by (case when json_type(json_extract(`t0`.`origin`, '$."level"')) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then case when cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) = floor(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double)) and cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) between -2147483648 and 2147483647 then cast(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) as signed) end end) desc, `t0`.`id` asc limit ?;
-- slots: 3 0 0 1 2

-- page: after a composite key
select `t0`.`hall`, `t0`.`number` from `shelves` as `t0` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and ((convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) > ? or ((`t0`.`hall` = ? and (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and (`t0`.`number` < cast(? as signed) or `t0`.`number` is null)))) order by (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` desc;
-- slots: 0 1 1 1 2

-- value: every kind of value
select `t0`.`id`, `t0`.`title`, `t0`.`big`, `t0`.`ratio`, `t0`.`active`, `t0`.`price`, `t0`.`weight`, cast(`t0`.`made_on` as char), cast(`t0`.`opens_at` as char), cast(`t0`.`created_at` as char), cast(`t0`.`touched_at` as char), `t0`.`token`, `t0`.`data`, `t0`.`blob`, `t0`.`status`, `t0`.`tags`, `t0`.`scores`, `t0`.`rates`, `t0`.`origin`, round(cast(`t0`.`quantity` as decimal(65, 0)) * `t0`.`price`, 2), round(round(`t0`.`price` - `t0`.`weight`, 4) * cast(? as decimal(65, 2)), 3) from `items` as `t0` where `t0`.`id` = cast(? as signed) order by `t0`.`id` asc;
-- slots: 0 1

-- value: nulls and empties are told apart
select `t0`.`note`, `t0`.`data`, `t0`.`blob`, `t0`.`tags`, `t0`.`scores`, `t0`.`origin` from `items` as `t0` where `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e) order by `t0`.`id` asc;
-- slots: 0

-- value: JSON of any type
select `t0`.`data` from `items` as `t0` where `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e) order by `t0`.`id` asc;
-- slots: 0

-- value: text as it is
select `t0`.`note` from `items` as `t0` where `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e) order by `t0`.`id` asc;
-- slots: 0

-- value: computed, rounded half away from zero
select round(round(`t0`.`price` - `t0`.`weight`, 4) * cast(? as decimal(65, 2)), 3) from `items` as `t0` where `t0`.`id` < cast(? as signed) order by `t0`.`id` asc;
-- slots: 0 1

-- value: fields of objects and of related rows
select (case when json_type(json_extract(`t0`.`origin`, '$."city"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."city"') end), (case when json_type(json_extract(`t0`.`origin`, '$."spot"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."spot"') end), (case when json_type(json_extract(`t0`.`origin`, '$."spot"."lon"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."spot"."lon"') end), `t1`.`name`, `t3`.`code`, (case when json_type(json_extract(`t0`.`data`, ?)) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then cast(json_unquote(json_extract(`t0`.`data`, ?)) as double) end) from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` left join `categories` as `t2` on (`t2`.`code` = `t0`.`category_code` and (convert(`t2`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) left join `categories` as `t3` on (`t3`.`code` = `t2`.`parent_code` and (convert(`t3`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t2`.`parent_code` using utf8mb4) collate utf8mb4_0900_bin)) where `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e) order by `t0`.`id` asc;
-- slots: 0 0 1

-- aggregate: aggregates of ints
select count(*), count(`s`.`v0`), count(distinct `s`.`v0`), sum(`s`.`v0`), round(sign(sum(`s`.`v0`)) * (((abs(sum(`s`.`v0`)) * 2000000 + count(`s`.`v0`)) - mod((abs(sum(`s`.`v0`)) * 2000000 + count(`s`.`v0`)), (2 * count(`s`.`v0`)))) / (2 * count(`s`.`v0`))) * 0.000001, 6), min(`s`.`v0`), max(`s`.`v0`) from (select `t0`.`quantity` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: aggregates over nothing
select count(*), count(`s`.`v0`), count(distinct (convert(`s`.`v1` using utf8mb4) collate utf8mb4_0900_bin)), sum(`s`.`v0`), round(sign(sum(`s`.`v2`)) * (((abs(sum(`s`.`v2`)) * 200000000 + count(`s`.`v2`)) - mod((abs(sum(`s`.`v2`)) * 200000000 + count(`s`.`v2`)), (2 * count(`s`.`v2`)))) / (2 * count(`s`.`v2`))) * 0.00000001, 8), min((convert(`s`.`v1` using utf8mb4) collate utf8mb4_0900_bin)), cast(max(`s`.`v3`) as char), sum(`s`.`v4`) from (select `t0`.`quantity` as `v0`, `t0`.`tone` as `v1`, `t0`.`price` as `v2`, `t0`.`created_at` as `v3`, `t0`.`ratio` as `v4` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`id` < cast(? as signed))) as `s`;
-- slots: 0 1

-- aggregate: an average rounds half away from zero
select round(sign(sum(`s`.`v0`)) * (((abs(sum(`s`.`v0`)) * 2000000 + count(`s`.`v0`)) - mod((abs(sum(`s`.`v0`)) * 2000000 + count(`s`.`v0`)), (2 * count(`s`.`v0`)))) / (2 * count(`s`.`v0`))) * 0.000001, 6) from (select `t0`.`quantity` as `v0` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e))) as `s`;
-- slots: 0 1

-- aggregate: an average below zero
select round(sign(sum(`s`.`v0`)) * (((abs(sum(`s`.`v0`)) * 2000000 + count(`s`.`v0`)) - mod((abs(sum(`s`.`v0`)) * 2000000 + count(`s`.`v0`)), (2 * count(`s`.`v0`)))) / (2 * count(`s`.`v0`))) * 0.000001, 6) from (select `t0`.`quantity` as `v0` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e))) as `s`;
-- slots: 0 1

-- aggregate: an average of decimals
select round(sign(sum(`s`.`v0`)) * (((abs(sum(`s`.`v0`)) * 200000000 + count(`s`.`v0`)) - mod((abs(sum(`s`.`v0`)) * 200000000 + count(`s`.`v0`)), (2 * count(`s`.`v0`)))) / (2 * count(`s`.`v0`))) * 0.00000001, 8), sum(`s`.`v0`) from (select `t0`.`price` as `v0` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e))) as `s`;
-- slots: 0 1

-- aggregate: sums beyond 2^53
select sum(`s`.`v0`), round(sign(sum(`s`.`v0`)) * (((abs(sum(`s`.`v0`)) * 2000000 + count(`s`.`v0`)) - mod((abs(sum(`s`.`v0`)) * 2000000 + count(`s`.`v0`)), (2 * count(`s`.`v0`)))) / (2 * count(`s`.`v0`))) * 0.000001, 6), min(`s`.`v0`), max(`s`.`v0`) from (select `t0`.`big` as `v0` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e))) as `s`;
-- slots: 0 1

-- aggregate: 64-bit numbers are least and greatest as numbers
select min(`s`.`v0`), max(`s`.`v0`) from (select `t0`.`big` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: decimals are least and greatest as numbers
select min(`s`.`v0`), max(`s`.`v0`), sum(`s`.`v1`) from (select `t0`.`price` as `v0`, `t0`.`weight` as `v1` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: text is distinct, least and greatest by code point
select count(distinct (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin)), min((convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin)), max((convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin)) from (select `t0`.`tone` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: days and moments
select cast(min(`s`.`v0`) as char), cast(max(`s`.`v0`) as char), cast(min(`s`.`v1`) as char), cast(max(`s`.`v1`) as char), cast(max(`s`.`v2`) as char), cast(min(`s`.`v3`) as char) from (select `t0`.`made_on` as `v0`, `t0`.`opens_at` as `v1`, `t0`.`touched_at` as `v2`, `t0`.`created_at` as `v3` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: floats
select sum(`s`.`v0`), avg(`s`.`v0`), min(`s`.`v0`), max(`s`.`v0`) from (select `t0`.`ratio` as `v0` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e))) as `s`;
-- slots: 0 1

-- aggregate: distinct decimals, enums, booleans
select count(distinct `s`.`v0`), count(distinct (convert(`s`.`v1` using utf8mb4) collate utf8mb4_0900_bin)), count(distinct `s`.`v2`) from (select `t0`.`price` as `v0`, `t0`.`status` as `v1`, `t0`.`active` as `v2` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: through a relation
select count(distinct (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin)), max((convert(`s`.`v1` using utf8mb4) collate utf8mb4_0900_bin)), count(`s`.`v2`) from (select `t1`.`country` as `v0`, `t1`.`name` as `v1`, `t1`.`id` as `v2` from `items` as `t0` left join `makers` as `t1` on `t1`.`id` = `t0`.`maker_id` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: nested
select max(`s`.`v0`), sum(`s`.`v2`), round(sign(sum(`s`.`v2`)) * (((abs(sum(`s`.`v2`)) * 200000000 + count(`s`.`v2`)) - mod((abs(sum(`s`.`v2`)) * 200000000 + count(`s`.`v2`)), (2 * count(`s`.`v2`)))) / (2 * count(`s`.`v2`))) * 0.00000001, 8), count(`s`.`v5`) from (select (case when json_type(json_extract(`t0`.`origin`, '$."level"')) in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') then case when cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) = floor(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double)) and cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) between -2147483648 and 2147483647 then cast(cast(json_unquote(json_extract(`t0`.`origin`, '$."level"')) as double) as signed) end end) as `v0`, (case when json_type(json_extract(`t0`.`origin`, '$."level"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."level"') end) as `v1`, (case when json_type(json_extract(`t0`.`origin`, '$."fee"')) = 'STRING' and json_unquote(json_extract(`t0`.`origin`, '$."fee"')) rlike '^-?[0-9]{1,38}([.][0-9]{1,2})?\z' then cast(json_unquote(json_extract(`t0`.`origin`, '$."fee"')) as decimal(65, 2)) end) as `v2`, (case when json_type(json_extract(`t0`.`origin`, '$."fee"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."fee"') end) as `v3`, (case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) as `v4`, (case when json_type(json_extract(`t0`.`origin`, '$."city"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."city"') end) as `v5` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: computed
select sum(`s`.`v0`), round(sign(sum(`s`.`v0`)) * (((abs(sum(`s`.`v0`)) * 200000000 + count(`s`.`v0`)) - mod((abs(sum(`s`.`v0`)) * 200000000 + count(`s`.`v0`)), (2 * count(`s`.`v0`)))) / (2 * count(`s`.`v0`))) * 0.00000001, 8) from (select round(cast(`t0`.`quantity` as decimal(65, 0)) * `t0`.`price`, 2) as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: one row over everything
select count(*) from (select null as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`;
-- slots: 0

-- aggregate: one row that having refuses
select `g`.`h0` from (select count(*) as `h0` from (select null as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s`) as `g` where `g`.`h0` > cast(? as signed);
-- slots: 0 1

-- group: by an enum, in order of its names
select `s`.`v0`, count(*) from (select `t0`.`status` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0` order by (case (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc;
-- slots: 0

-- group: by text, exactly
select `s`.`v0`, count(*) from (select `t0`.`tone` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0` order by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0

-- group: by ISO week at the turn of the year
select cast(`s`.`v0` as char), count(*) from (select date_sub(cast(`t0`.`made_on` as date), interval weekday(`t0`.`made_on`) day) as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed) limit 18446744073709551615) as `s` group by `s`.`v0` order by `s`.`v0` asc;
-- slots: 0

-- group: by year
select cast(`s`.`v0` as char), count(*) from (select cast(date_format(`t0`.`made_on`, '%Y-01-01') as date) as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed) limit 18446744073709551615) as `s` group by `s`.`v0` order by `s`.`v0` asc;
-- slots: 0

-- group: by quarter
select cast(`s`.`v0` as char), count(*) from (select cast(cast(concat(date_format(`t0`.`created_at`, '%Y-'), lpad(quarter(`t0`.`created_at`) * 3 - 2, 2, '0'), '-01') as date) as datetime(3)) as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed) limit 18446744073709551615) as `s` group by `s`.`v0` order by `s`.`v0` asc;
-- slots: 0

-- group: by month
select cast(`s`.`v0` as char), count(*) from (select cast(cast(date_format(`t0`.`created_at`, '%Y-%m-01') as date) as datetime(3)) as `v0` from `items` as `t0` where `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e) limit 18446744073709551615) as `s` group by `s`.`v0` order by `s`.`v0` asc;
-- slots: 1

-- group: by day
select cast(`s`.`v0` as char), count(*) from (select cast(cast(`t0`.`created_at` as date) as datetime(3)) as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed) limit 18446744073709551615) as `s` group by `s`.`v0` order by `s`.`v0` asc;
-- slots: 1

-- group: by hour
select cast(`s`.`v0` as char), count(*) from (select cast(date_format(`t0`.`created_at`, '%Y-%m-%d %H:00:00') as datetime(3)) as `v0` from `items` as `t0` where `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e) limit 18446744073709551615) as `s` group by `s`.`v0` order by `s`.`v0` asc;
-- slots: 1

-- group: by week of microseconds
select cast(`s`.`v0` as char), count(*) from (select cast(date_sub(cast(`t0`.`touched_at` as date), interval weekday(`t0`.`touched_at`) day) as datetime(6)) as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed) limit 18446744073709551615) as `s` group by `s`.`v0` order by `s`.`v0` asc;
-- slots: 0

-- group: by a field of a related row
select `s`.`v0`, count(*) from (select `t1`.`name` as `v0` from `items` as `t0` left join `categories` as `t1` on (`t1`.`code` = `t0`.`category_code` and (convert(`t1`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0` order by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0

-- group: by a nested field
select `s`.`v0`, count(*) from (select (case when json_type(json_extract(`t0`.`origin`, '$."city"')) = 'STRING' then json_unquote(json_extract(`t0`.`origin`, '$."city"')) end) as `v0`, (case when json_type(json_extract(`t0`.`origin`, '$."city"')) <> 'NULL' then json_extract(`t0`.`origin`, '$."city"') end) as `v1` from `items` as `t0` where `t0`.`id` < cast(? as signed) limit 18446744073709551615) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0` order by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0

-- group: by two fields
select `s`.`v0`, `s`.`v1`, count(*) from (select `t0`.`active` as `v0`, `t0`.`status` as `v1` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`active` = cast(? as signed))) as `s` group by `s`.`v0`, (convert(`s`.`v1` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v1` order by `s`.`v0` asc, (case (convert(`s`.`v1` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc;
-- slots: 1 2

-- group: by decimals
select `g`.`h0`, `g`.`h1` from (select `s`.`v0` as `h0`, count(*) as `h1` from (select `t0`.`price` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by `s`.`v0`) as `g` where `g`.`h1` > cast(? as signed) order by `g`.`h0` asc;
-- slots: 0 1

-- group: by 64-bit numbers
select `s`.`v0`, count(*) from (select `t0`.`big` as `v0` from `items` as `t0` where `t0`.`id` in (select cast(json_unquote(e.v) as signed) from json_table(?, '$[*]' columns (v json path '$')) as e)) as `s` group by `s`.`v0` order by `s`.`v0` asc;
-- slots: 1

-- group: having count
select `g`.`h0`, `g`.`h1` from (select `s`.`v0` as `h0`, count(*) as `h1` from (select `t1`.`name` as `v0` from `items` as `t0` left join `categories` as `t1` on (`t1`.`code` = `t0`.`category_code` and (convert(`t1`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0`) as `g` where `g`.`h1` > cast(? as signed) order by (convert(`g`.`h0` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0 1

-- group: having sum, in order of it
select `g`.`h0`, `g`.`h1` from (select `s`.`v0` as `h0`, count(*) as `h1`, sum(`s`.`v1`) as `h2`, sum(`s`.`v1`) as `h3` from (select `t0`.`status` as `v0`, `t0`.`quantity` as `v1` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0`) as `g` where `g`.`h2` > cast(? as signed) order by `g`.`h2` desc, (case (convert(`g`.`h0` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc;
-- slots: 0 1

-- group: having nothing to sum
select `g`.`h0`, `g`.`h1` from (select `s`.`v0` as `h0`, count(*) as `h1`, sum(`s`.`v1`) as `h2`, sum(`s`.`v1`) as `h3` from (select `t0`.`tone` as `v0`, `t0`.`quantity` as `v1` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0`) as `g` where `g`.`h2` is null order by (convert(`g`.`h0` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0

-- group: having avg
select `g`.`h0`, `g`.`h1` from (select `s`.`v0` as `h0`, count(*) as `h1`, round(sign(sum(`s`.`v1`)) * (((abs(sum(`s`.`v1`)) * 2000000 + count(`s`.`v1`)) - mod((abs(sum(`s`.`v1`)) * 2000000 + count(`s`.`v1`)), (2 * count(`s`.`v1`)))) / (2 * count(`s`.`v1`))) * 0.000001, 6) as `h2`, round(sign(sum(`s`.`v1`)) * (((abs(sum(`s`.`v1`)) * 2000000 + count(`s`.`v1`)) - mod((abs(sum(`s`.`v1`)) * 2000000 + count(`s`.`v1`)), (2 * count(`s`.`v1`)))) / (2 * count(`s`.`v1`))) * 0.000001, 6) as `h3` from (select `t0`.`status` as `v0`, `t0`.`quantity` as `v1` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0`) as `g` where `g`.`h2` = cast(? as decimal(65, 6)) order by (case (convert(`g`.`h0` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc;
-- slots: 0 1

-- group: a page of groups
select `s`.`v0`, count(*) from (select `t0`.`status` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0` order by count(*) desc, (case (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc limit ? offset ?;
-- slots: 0 1 2

-- group: the last groups
select `p`.`r0`, `p`.`r1` from (select `s`.`v0` as `r0`, count(*) as `r1`, count(*) as `o0`, (case (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) as `o1` from (select `t0`.`status` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0` order by count(*) asc, (case (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) desc limit ?) as `p` order by `p`.`o0` desc, `p`.`o1` asc;
-- slots: 0 1

-- group: groups of nothing
select `s`.`v0`, count(*) from (select `t0`.`status` as `v0` from `items` as `t0` where `t0`.`id` < cast(? as signed)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0` order by (case (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc;
-- slots: 1

-- group: aggregates of groups
select `s`.`v0`, `s`.`v1`, sum(`s`.`v2`), round(sign(sum(`s`.`v3`)) * (((abs(sum(`s`.`v3`)) * 2000000000 + count(`s`.`v3`)) - mod((abs(sum(`s`.`v3`)) * 2000000000 + count(`s`.`v3`)), (2 * count(`s`.`v3`)))) / (2 * count(`s`.`v3`))) * 0.000000001, 9), count(`s`.`v2`) from (select `t0`.`hall` as `v0`, `t0`.`number` as `v1`, `t0`.`amount` as `v2`, `t0`.`cost` as `v3` from `stocks` as `t0` where (`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e)) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0`, `s`.`v1` order by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) asc, `s`.`v1` asc;
-- slots: 0

-- keyed: a page per key
with `bound 0` as (select json_unquote(e.c0) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `p`.`c0`, `p`.`r0` from (select `t0`.`id` as `r0`, `k`.`c0` as `c0`, row_number() over (partition by (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) order by `t0`.`id` asc) as `n` from `bound 0` as `k` join `items` as `t0` on (`t0`.`category_code` = `k`.`c0` and (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin))) as `p` where `p`.`n` <= cast(? as signed) order by `p`.`n`;
-- slots: 1 0

-- keyed: the last per key
with `bound 0` as (select json_unquote(e.c0) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `p`.`c0`, `p`.`r0` from (select `t0`.`id` as `r0`, `k`.`c0` as `c0`, row_number() over (partition by (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) order by `t0`.`id` desc) as `n` from `bound 0` as `k` join `items` as `t0` on (`t0`.`category_code` = `k`.`c0` and (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin))) as `p` where `p`.`n` <= cast(? as signed) order by `p`.`n` desc;
-- slots: 1 0

-- keyed: an offset per key
with `bound 0` as (select json_unquote(e.c0) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `p`.`c0`, `p`.`r0` from (select `t0`.`id` as `r0`, `k`.`c0` as `c0`, row_number() over (partition by (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) order by `t0`.`id` asc) as `n` from `bound 0` as `k` join `items` as `t0` on (`t0`.`category_code` = `k`.`c0` and (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin))) as `p` where `p`.`n` > cast(? as signed) and `p`.`n` <= cast(? as signed) + cast(? as signed) order by `p`.`n`;
-- slots: 2 1 1 0

-- keyed: a filter
with `bound 0` as (select json_unquote(e.c0) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `k`.`c0`, `t0`.`id` from `bound 0` as `k` join `items` as `t0` on (`t0`.`category_code` = `k`.`c0` and (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin)) where `t0`.`price` < cast(? as decimal(65, 2)) order by `t0`.`id` asc;
-- slots: 1 0

-- keyed: after
with `bound 0` as (select json_unquote(e.c0) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `p`.`c0`, `p`.`r0` from (select `t0`.`id` as `r0`, `k`.`c0` as `c0`, row_number() over (partition by (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) order by `t0`.`id` asc) as `n` from `bound 0` as `k` join `items` as `t0` on (`t0`.`category_code` = `k`.`c0` and (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin)) where `t0`.`id` > cast(? as signed)) as `p` where `p`.`n` <= cast(? as signed) order by `p`.`n`;
-- slots: 2 0 1

-- keyed: no row for a key without rows, not even a count
with `bound 0` as (select json_unquote(e.c0) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `s`.`c0`, count(*), sum(`s`.`v0`) from (select `k`.`c0` as `c0`, `t0`.`quantity` as `v0` from `bound 0` as `k` join `items` as `t0` on (`t0`.`category_code` = `k`.`c0` and (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin)) where `t0`.`price` < cast(? as decimal(65, 2))) as `s` group by (convert(`s`.`c0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`c0`;
-- slots: 1 0

-- keyed: groups per key
with `bound 0` as (select json_unquote(e.c0) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `p`.`c0`, `p`.`r0`, `p`.`r1` from (select `g`.`c0` as `c0`, `g`.`h0` as `r0`, `g`.`h1` as `r1`, row_number() over (partition by (convert(`g`.`c0` using utf8mb4) collate utf8mb4_0900_bin) order by `g`.`h1` desc, (case (convert(`g`.`h0` using utf8mb4) collate utf8mb4_0900_bin) when (convert('z' using utf8mb4) collate utf8mb4_0900_bin) then 0 when (convert('m' using utf8mb4) collate utf8mb4_0900_bin) then 1 when (convert('a' using utf8mb4) collate utf8mb4_0900_bin) then 2 when (convert('B' using utf8mb4) collate utf8mb4_0900_bin) then 3 end) asc) as `n` from (select `s`.`c0` as `c0`, `s`.`v0` as `h0`, count(*) as `h1` from (select `k`.`c0` as `c0`, `t0`.`status` as `v0` from `bound 0` as `k` join `items` as `t0` on (`t0`.`category_code` = `k`.`c0` and (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin))) as `s` group by (convert(`s`.`c0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`c0`, (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0`) as `g`) as `p` where `p`.`n` <= cast(? as signed) order by `p`.`n`;
-- slots: 1 0

-- keyed: no keys
with `bound 0` as (select cast(json_unquote(e.c0) as signed) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `k`.`c0`, `t0`.`id` from `bound 0` as `k` join `items` as `t0` on `t0`.`id` = `k`.`c0` order by `t0`.`id` asc;
-- slots: 0

-- keyed: text keys are exact
with `bound 0` as (select json_unquote(e.c0) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `k`.`c0`, `t0`.`id` from `bound 0` as `k` join `items` as `t0` on (`t0`.`tone` = `k`.`c0` and (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin)) order by `t0`.`id` asc;
-- slots: 0

-- keyed: keys beyond 2^53
with `bound 0` as (select cast(json_unquote(e.c0) as signed) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `k`.`c0`, `t0`.`id` from `bound 0` as `k` join `items` as `t0` on `t0`.`maker_id` = `k`.`c0` order by `t0`.`id` asc;
-- slots: 0

-- keyed: through, every row once
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as signed) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `k`.`c0`, `k`.`c1`, `t0`.`id` from (select distinct `k`.`c0`, `k`.`c1`, `t1`.`item_id` as `f0`, (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) as `x0` from `bound 0` as `k` join `stocks` as `t1` on (`t1`.`hall` = `k`.`c0` and (convert(`t1`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`number` = `k`.`c1`) as `k` straight_join `items` as `t0` on `t0`.`id` = `k`.`f0` order by `t0`.`id` asc;
-- slots: 0

-- keyed: a page through
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as signed) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `p`.`c0`, `p`.`c1`, `p`.`r0` from (select `t0`.`id` as `r0`, `k`.`c0` as `c0`, `k`.`c1` as `c1`, row_number() over (partition by (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin), `k`.`c1` order by `t0`.`id` desc) as `n` from (select distinct `k`.`c0`, `k`.`c1`, `t1`.`item_id` as `f0`, (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) as `x0` from `bound 0` as `k` join `stocks` as `t1` on (`t1`.`hall` = `k`.`c0` and (convert(`t1`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`number` = `k`.`c1`) as `k` straight_join `items` as `t0` on `t0`.`id` = `k`.`f0`) as `p` where `p`.`n` <= cast(? as signed) order by `p`.`n`;
-- slots: 1 0

-- keyed: totals through
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as signed) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `s`.`c0`, `s`.`c1`, count(*), sum(`s`.`v0`) from (select `k`.`c0` as `c0`, `k`.`c1` as `c1`, `t0`.`price` as `v0` from (select distinct `k`.`c0`, `k`.`c1`, `t1`.`item_id` as `f0`, (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) as `x0` from `bound 0` as `k` join `stocks` as `t1` on (`t1`.`hall` = `k`.`c0` and (convert(`t1`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`number` = `k`.`c1`) as `k` straight_join `items` as `t0` on `t0`.`id` = `k`.`f0`) as `s` group by (convert(`s`.`c0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`c0`, `s`.`c1`;
-- slots: 0

-- keyed: rows of an owner
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as signed) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `k`.`c0`, `t0`.`id` from `bound 0` as `k` join `items` as `t0` on `t0`.`id` = `k`.`c1` order by `t0`.`id` asc;
-- slots: 0

-- keyed: a page per owner
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as signed) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `p`.`c0`, `p`.`r0` from (select `t0`.`id` as `r0`, `k`.`c0` as `c0`, row_number() over (partition by (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) order by `t0`.`id` desc) as `n` from `bound 0` as `k` join `items` as `t0` on `t0`.`id` = `k`.`c1`) as `p` where `p`.`n` <= cast(? as signed) order by `p`.`n`;
-- slots: 1 0

-- keyed: totals per owner
with `bound 0` as (select json_unquote(e.c0) as `c0`, json_unquote(e.c1) as `c1`, cast(json_unquote(e.c2) as signed) as `c2` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e) select `s`.`c0`, `s`.`c1`, count(*), max(`s`.`v0`) from (select `k`.`c0` as `c0`, `k`.`c1` as `c1`, `t0`.`price` as `v0` from `bound 0` as `k` join `items` as `t0` on `t0`.`id` = `k`.`c2`) as `s` group by (convert(`s`.`c0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`c0`, (convert(`s`.`c1` using utf8mb4) collate utf8mb4_0900_bin), `s`.`c1`;
-- slots: 0

-- keyed: an owner and a way through
with `bound 0` as (select json_unquote(e.c0) as `c0`, json_unquote(e.c1) as `c1`, cast(json_unquote(e.c2) as signed) as `c2` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e) select `k`.`c0`, `t0`.`id` from (select distinct `k`.`c0`, `t1`.`item_id` as `f0`, (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) as `x0` from `bound 0` as `k` join `stocks` as `t1` on (`t1`.`hall` = `k`.`c1` and (convert(`t1`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c1` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`number` = `k`.`c2`) as `k` straight_join `items` as `t0` on `t0`.`id` = `k`.`f0` order by `t0`.`id` asc;
-- slots: 0

-- keyed: composite keys
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as signed) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `k`.`c0`, `k`.`c1`, `t0`.`item_id`, `t0`.`batch` from `bound 0` as `k` join `stocks` as `t0` on (`t0`.`hall` = `k`.`c0` and (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin)) and `t0`.`number` = `k`.`c1` order by `t0`.`item_id` desc, `t0`.`batch` asc, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0

-- filled: member
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`category_code`, (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) in (select `m`.`k0`, (convert(`m`.`k0` using utf8mb4) collate utf8mb4_0900_bin) from (select json_unquote(e.c0) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) as `m`)) order by `t0`.`id` asc;
-- slots: 0 1

-- filled: not member is two-valued: null is no member
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((`t0`.`category_code`, (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) in (select `m`.`k0`, (convert(`m`.`k0` using utf8mb4) collate utf8mb4_0900_bin) from (select json_unquote(e.c0) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) as `m`)) is not true) order by `t0`.`id` asc;
-- slots: 0 1

-- filled: member of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`category_code`, (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) in (select `m`.`k0`, (convert(`m`.`k0` using utf8mb4) collate utf8mb4_0900_bin) from (select json_unquote(e.c0) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) as `m`)) order by `t0`.`id` asc;
-- slots: 0 1

-- filled: not member of nothing
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and ((`t0`.`category_code`, (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) in (select `m`.`k0`, (convert(`m`.`k0` using utf8mb4) collate utf8mb4_0900_bin) from (select json_unquote(e.c0) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) as `m`)) is not true) order by `t0`.`id` asc;
-- slots: 0 1

-- filled: member, exact text
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and (`t0`.`tone`, (convert(`t0`.`tone` using utf8mb4) collate utf8mb4_0900_bin)) in (select `m`.`k0`, (convert(`m`.`k0` using utf8mb4) collate utf8mb4_0900_bin) from (select json_unquote(e.c0) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) as `m`)) order by `t0`.`id` asc;
-- slots: 0 1

-- filled: member, keys beyond 2^53
select `t0`.`id` from `items` as `t0` where (`t0`.`id` < cast(? as signed) and `t0`.`maker_id` in (select cast(json_unquote(e.c0) as signed) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e)) order by `t0`.`id` asc;
-- slots: 0 1

-- filled: member, composite, half a null
select `t0`.`hall`, `t0`.`number` from `shelves` as `t0` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and ((`t0`.`overflow_hall`, `t0`.`overflow_number`, (convert(`t0`.`overflow_hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select `m`.`k0`, `m`.`k1`, (convert(`m`.`k0` using utf8mb4) collate utf8mb4_0900_bin) from (select json_unquote(e.c0) as `k0`, cast(json_unquote(e.c1) as signed) as `k1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) as `m`)) is not true) order by (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0 1

-- filled: lookup: selects, sorts, and else
with `bound 0` as (select cast(json_unquote(e.c0) as signed) as `c0`, cast(json_unquote(e.c1) as signed) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `t0`.`id`, (case when `t1`.`c0` is null then cast(? as signed) else `t1`.`c1` end) from `items` as `t0` left join `bound 0` as `t1` on `t1`.`c0` = `t0`.`maker_id` where `t0`.`id` < cast(? as signed) order by (case when `t1`.`c0` is null then cast(? as signed) else `t1`.`c1` end) desc, `t0`.`id` asc;
-- slots: 0 1 2 1

-- filled: lookup: null where nothing is found
with `bound 0` as (select cast(json_unquote(e.c0) as signed) as `c0`, json_unquote(e.c1) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `t0`.`id`, `t1`.`c1` from `items` as `t0` left join `bound 0` as `t1` on `t1`.`c0` = `t0`.`maker_id` where `t0`.`id` < cast(? as signed) order by (convert(`t1`.`c1` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`id` asc;
-- slots: 0 1

-- filled: lookup: groups, through a relation
with `bound 0` as (select json_unquote(e.c0) as `c0`, json_unquote(e.c1) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `s`.`v0`, count(*) from (select `t2`.`c1` as `v0` from `items` as `t0` left join `categories` as `t1` on (`t1`.`code` = `t0`.`category_code` and (convert(`t1`.`code` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`category_code` using utf8mb4) collate utf8mb4_0900_bin)) left join `bound 0` as `t2` on (`t2`.`c0` = `t1`.`parent_code` and (convert(`t2`.`c0` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t1`.`parent_code` using utf8mb4) collate utf8mb4_0900_bin)) where `t0`.`id` < cast(? as signed) limit 18446744073709551615) as `s` group by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin), `s`.`v0` order by (convert(`s`.`v0` using utf8mb4) collate utf8mb4_0900_bin) asc;
-- slots: 0 1

-- filled: lookup: composite keys, after
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as signed) as `c1`, cast(json_unquote(e.c2) as decimal(65, 2)) as `c2` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e) select `t0`.`hall`, `t0`.`number`, `t1`.`c2` from `shelves` as `t0` left join `bound 0` as `t1` on (`t1`.`c0` = `t0`.`hall` and (convert(`t1`.`c0` using utf8mb4) collate utf8mb4_0900_bin) = (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) and `t1`.`c1` = `t0`.`number` where ((`t0`.`hall`, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin)) in (select json_unquote(e.v), (convert(json_unquote(e.v) using utf8mb4) collate utf8mb4_0900_bin) from json_table(?, '$[*]' columns (v json path '$')) as e) and (`t1`.`c2` is not null or (`t1`.`c2` is null and (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) > ?) or (`t1`.`c2` is null and (`t0`.`hall` = ? and (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)) and `t0`.`number` > cast(? as signed)))) order by `t1`.`c2` asc, (convert(`t0`.`hall` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`number` asc;
-- slots: 0 1 3 3 3 4

-- keys of moments: by the key
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` = cast(? as datetime(6)))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 2 0 1

-- keys of moments: a key in a list of keys
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and ((`t0`.`level` in (select cast(json_unquote(e.v) as decimal(65, 4)) from json_table(?, '$[*]' columns (v json path '$')) as e) and `t0`.`at` = cast(? as datetime(6))) or (`t0`.`level` in (select cast(json_unquote(e.v) as decimal(65, 4)) from json_table(?, '$[*]' columns (v json path '$')) as e) and `t0`.`at` = cast(? as datetime(6))))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 4 0 1 2 3

-- keys of moments: decimals in a list
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`level` in (select cast(json_unquote(e.v) as decimal(65, 4)) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: decimals in no list
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`price` is not null and `t0`.`price` not in (select cast(json_unquote(e.v) as decimal(65, 2)) from json_table(?, '$[*]' columns (v json path '$')) as e))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: moments in a list
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`at` in (select cast(json_unquote(e.v) as datetime(6)) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: moments in no list
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`starts` is not null and `t0`.`starts` not in (select cast(json_unquote(e.v) as datetime(6)) from json_table(?, '$[*]' columns (v json path '$')) as e))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: times in a list
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`opens` in (select cast(json_unquote(e.v) as time(6)) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: days in a list
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`day` in (select cast(json_unquote(e.v) as date) from json_table(?, '$[*]' columns (v json path '$')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: behind a key
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`level` > cast(? as decimal(65, 4)) or (`t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` > cast(? as datetime(6))))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 2 0 0 1

-- keys of moments: behind a key, from the end
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and ((`t0`.`at` < cast(? as datetime(6)) or `t0`.`at` is null) or (`t0`.`at` = cast(? as datetime(6)) and (`t0`.`level` < cast(? as decimal(65, 4)) or `t0`.`level` is null)))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 2 0 0 1

-- keys of moments: to-one
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `rates` as `t1` where `t1`.`day` = `t0`.`day` and `t1`.`price` = `t0`.`price` and `t1`.`price` = cast(? as decimal(65, 2)))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: to-one: half a reference is none
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and not exists (select 1 from `rates` as `t1` where `t1`.`day` = `t0`.`day` and `t1`.`price` = `t0`.`price`)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 0

-- keys of moments: to-one by a time and a moment
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `slots` as `t1` where `t1`.`starts` = `t0`.`starts` and `t1`.`opens` = `t0`.`opens` and `t1`.`seats` < cast(? as signed))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: to-one, none
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and not exists (select 1 from `slots` as `t1` where `t1`.`starts` = `t0`.`starts` and `t1`.`opens` = `t0`.`opens`)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 0

-- keys of moments: through two
select `t0`.`amount` from `readings` as `t0` left join `rates` as `t1` on `t1`.`day` = `t0`.`day` and `t1`.`price` = `t0`.`price` left join `rates` as `t2` on `t2`.`day` = `t1`.`other_day` and `t2`.`price` = `t1`.`other_price` where (`t0`.`by_hand` = cast(? as signed) and (`t2`.`label` = ? and (convert(`t2`.`label` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0 0

-- keys of moments: the day of the rate
select `t0`.`amount` from `readings` as `t0` left join `rates` as `t1` on `t1`.`day` = `t0`.`day` and `t1`.`price` = `t0`.`price` left join `days` as `t2` on `t2`.`on` = `t1`.`day` where (`t0`.`by_hand` = cast(? as signed) and (`t2`.`name` = ? and (convert(`t2`.`name` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0 0

-- keys of moments: to many by a moment
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `events` as `t1` where `t1`.`at` = `t0`.`at` and (`t1`.`kind` = ? and (convert(`t1`.`kind` using utf8mb4) collate utf8mb4_0900_bin) = (convert(? using utf8mb4) collate utf8mb4_0900_bin)))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0 0

-- keys of moments: how many of a moment
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (select count(*) from `events` as `t1` where `t1`.`at` = `t0`.`at`) = cast(? as signed)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: how many of a decimal
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (select count(*) from `readings` as `t1` where `t1`.`level` = `t0`.`level`) = cast(? as signed)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: how many of a time
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (select count(*) from `readings` as `t1` where `t1`.`opens` = `t0`.`opens`) = cast(? as signed)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: to many by decimals of other lengths
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `items` as `t1` where `t1`.`weight` = `t0`.`level` and `t1`.`id` < cast(? as signed))) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- keys of moments: to many
select `t0`.`label` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `readings` as `t1` where `t1`.`day` = `t0`.`day` and `t1`.`price` = `t0`.`price` and `t1`.`amount` > cast(? as signed))) order by (convert(`t0`.`label` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`day` asc, `t0`.`price` asc;
-- slots: 1 0

-- keys of moments: to many, none
select `t0`.`label` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and not exists (select 1 from `readings` as `t1` where `t1`.`day` = `t0`.`day` and `t1`.`price` = `t0`.`price`)) order by (convert(`t0`.`label` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`day` asc, `t0`.`price` asc;
-- slots: 0

-- keys of moments: to itself
select `t0`.`label` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `rates` as `t1` where `t1`.`day` = `t0`.`other_day` and `t1`.`price` = `t0`.`other_price`)) order by (convert(`t0`.`label` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`day` asc, `t0`.`price` asc;
-- slots: 0

-- keys of moments: to itself, the other way
select `t0`.`label` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `rates` as `t1` where `t1`.`other_day` = `t0`.`day` and `t1`.`other_price` = `t0`.`price`)) order by (convert(`t0`.`label` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`day` asc, `t0`.`price` asc;
-- slots: 0

-- keys of moments: many to many
select `t0`.`label` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `readings` as `t2` join `slots` as `t1` on `t1`.`starts` = `t2`.`starts` and `t1`.`opens` = `t2`.`opens` where `t2`.`day` = `t0`.`day` and `t2`.`price` = `t0`.`price` and `t1`.`starts` = cast(? as datetime(6)))) order by (convert(`t0`.`label` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`day` asc, `t0`.`price` asc;
-- slots: 1 0

-- keys of moments: many to many, each once
select `t0`.`label` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (select count(*) from `slots` as `t1` where (`t1`.`starts`, `t1`.`opens`) in (select `t2`.`starts`, `t2`.`opens` from `readings` as `t2` where `t2`.`day` = `t0`.`day` and `t2`.`price` = `t0`.`price`)) = cast(? as signed)) order by (convert(`t0`.`label` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`day` asc, `t0`.`price` asc;
-- slots: 1 0

-- keys of moments: to many by a decimal alone
select `t0`.`label` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and exists (select 1 from `items` as `t1` where `t1`.`price` = `t0`.`price` and `t1`.`id` < cast(? as signed))) order by (convert(`t0`.`label` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`day` asc, `t0`.`price` asc;
-- slots: 1 0

-- keys of moments: to many by a day alone
select cast(`t0`.`on` as char), (select count(*) from `items` as `t1` where `t1`.`made_on` = `t0`.`on` and `t1`.`id` < cast(? as signed)) from `days` as `t0` where `t0`.`by_hand` = cast(? as signed) order by `t0`.`on` asc;
-- slots: 0 1

-- keys of moments: to many by a time alone
select cast(`t0`.`opens` as char), (select count(*) from `items` as `t1` where `t1`.`opens_at` = `t0`.`opens` and `t1`.`id` < cast(? as signed)) from `slots` as `t0` where `t0`.`by_hand` = cast(? as signed) order by `t0`.`opens` asc, `t0`.`starts` asc;
-- slots: 0 1

-- pages by moments: a page of Reading, asc, behind row 1
select `t0`.`level`, cast(`t0`.`at` as char) from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`level` > cast(? as decimal(65, 4)) or (`t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` > cast(? as datetime(6))))) order by `t0`.`level` asc, `t0`.`at` asc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Reading, asc, behind row 2
select `t0`.`level`, cast(`t0`.`at` as char) from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`level` > cast(? as decimal(65, 4)) or (`t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` > cast(? as datetime(6))))) order by `t0`.`level` asc, `t0`.`at` asc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Reading, asc, behind row 3
select `t0`.`level`, cast(`t0`.`at` as char) from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`level` > cast(? as decimal(65, 4)) or (`t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` > cast(? as datetime(6))))) order by `t0`.`level` asc, `t0`.`at` asc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Reading, asc, behind row 6
select `t0`.`level`, cast(`t0`.`at` as char) from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`level` > cast(? as decimal(65, 4)) or (`t0`.`level` = cast(? as decimal(65, 4)) and `t0`.`at` > cast(? as datetime(6))))) order by `t0`.`level` asc, `t0`.`at` asc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Reading, desc, behind row 2
select `t0`.`level`, cast(`t0`.`at` as char) from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and ((`t0`.`level` < cast(? as decimal(65, 4)) or `t0`.`level` is null) or (`t0`.`level` = cast(? as decimal(65, 4)) and (`t0`.`at` < cast(? as datetime(6)) or `t0`.`at` is null)))) order by `t0`.`level` desc, `t0`.`at` desc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Reading, desc, behind row 5
select `t0`.`level`, cast(`t0`.`at` as char) from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and ((`t0`.`level` < cast(? as decimal(65, 4)) or `t0`.`level` is null) or (`t0`.`level` = cast(? as decimal(65, 4)) and (`t0`.`at` < cast(? as datetime(6)) or `t0`.`at` is null)))) order by `t0`.`level` desc, `t0`.`at` desc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Rate, asc, behind row 1
select cast(`t0`.`day` as char), `t0`.`price` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`day` > cast(? as date) or (`t0`.`day` = cast(? as date) and `t0`.`price` > cast(? as decimal(65, 2))))) order by `t0`.`day` asc, `t0`.`price` asc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Rate, asc, behind row 4
select cast(`t0`.`day` as char), `t0`.`price` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`day` > cast(? as date) or (`t0`.`day` = cast(? as date) and `t0`.`price` > cast(? as decimal(65, 2))))) order by `t0`.`day` asc, `t0`.`price` asc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Rate, desc, behind row 3
select cast(`t0`.`day` as char), `t0`.`price` from `rates` as `t0` where (`t0`.`by_hand` = cast(? as signed) and ((`t0`.`day` < cast(? as date) or `t0`.`day` is null) or (`t0`.`day` = cast(? as date) and (`t0`.`price` < cast(? as decimal(65, 2)) or `t0`.`price` is null)))) order by `t0`.`day` desc, `t0`.`price` desc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Slot, asc, behind row 2
select cast(`t0`.`starts` as char), cast(`t0`.`opens` as char) from `slots` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`starts` > cast(? as datetime(6)) or (`t0`.`starts` = cast(? as datetime(6)) and `t0`.`opens` > cast(cast(? as char) as time(6))))) order by `t0`.`starts` asc, `t0`.`opens` asc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Slot, desc, behind row 2
select cast(`t0`.`starts` as char), cast(`t0`.`opens` as char) from `slots` as `t0` where (`t0`.`by_hand` = cast(? as signed) and ((`t0`.`starts` < cast(? as datetime(6)) or `t0`.`starts` is null) or (`t0`.`starts` = cast(? as datetime(6)) and (`t0`.`opens` < cast(cast(? as char) as time(6)) or `t0`.`opens` is null)))) order by `t0`.`starts` desc, `t0`.`opens` desc limit ?;
-- slots: 2 0 0 1 3

-- pages by moments: a page of Day, asc, behind row 2
select cast(`t0`.`on` as char) from `days` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`on` > cast(? as date)) order by `t0`.`on` asc limit ?;
-- slots: 1 0 2

-- pages by moments: a page of Day, desc, behind row 3
select cast(`t0`.`on` as char) from `days` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`on` < cast(? as date) or `t0`.`on` is null)) order by `t0`.`on` desc limit ?;
-- slots: 1 0 2

-- groups of moments: by the fields of a key
select cast(`s`.`v0` as char), `s`.`v1`, count(*), count(distinct `s`.`v2`) from (select `t0`.`day` as `v0`, `t0`.`price` as `v1`, `t0`.`at` as `v2` from `readings` as `t0` where `t0`.`by_hand` = cast(? as signed)) as `s` group by `s`.`v0`, `s`.`v1` order by `s`.`v0` asc, `s`.`v1` asc;
-- slots: 0

-- groups of moments: by a moment and a time
select cast(`s`.`v0` as char), cast(`s`.`v1` as char), count(*) from (select `t0`.`starts` as `v0`, `t0`.`opens` as `v1` from `readings` as `t0` where `t0`.`by_hand` = cast(? as signed)) as `s` group by `s`.`v0`, `s`.`v1` order by count(*) desc, `s`.`v0` asc, `s`.`v1` asc;
-- slots: 0

-- groups of moments: by a decimal, and how many moments
select `s`.`v0`, count(distinct `s`.`v1`), cast(max(`s`.`v2`) as char) from (select `t0`.`level` as `v0`, `t0`.`at` as `v1`, `t0`.`opens` as `v2` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`level` < cast(? as decimal(65, 4)))) as `s` group by `s`.`v0` order by `s`.`v0` desc;
-- slots: 1 0

-- groups of moments: by the month of the day of the rate
select cast(`s`.`v0` as char), `s`.`v1`, sum(`s`.`v2`) from (select cast(date_format(`t1`.`day`, '%Y-%m-01') as date) as `v0`, `t1`.`price` as `v1`, `t0`.`amount` as `v2`, `t0`.`at` as `v3` from `readings` as `t0` left join `rates` as `t1` on `t1`.`day` = `t0`.`day` and `t1`.`price` = `t0`.`price` where `t0`.`by_hand` = cast(? as signed) limit 18446744073709551615) as `s` group by `s`.`v0`, `s`.`v1` order by sum(`s`.`v2`) desc, max(`s`.`v3`) desc, `s`.`v0` asc, `s`.`v1` asc limit ?;
-- slots: 0 1

-- keyed by moments: rows by a day and a decimal
with `bound 0` as (select cast(json_unquote(e.c0) as date) as `c0`, cast(json_unquote(e.c1) as decimal(65, 2)) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select cast(`k`.`c0` as char), `k`.`c1`, `t0`.`label` from `bound 0` as `k` join `rates` as `t0` on `t0`.`day` = `k`.`c0` and `t0`.`price` = `k`.`c1` order by `t0`.`day` asc, `t0`.`price` asc;
-- slots: 0

-- keyed by moments: rows by a decimal and a moment
with `bound 0` as (select cast(json_unquote(e.c0) as decimal(65, 4)) as `c0`, cast(json_unquote(e.c1) as datetime(6)) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `k`.`c0`, cast(`k`.`c1` as char), `t0`.`amount` from `bound 0` as `k` join `readings` as `t0` on `t0`.`level` = `k`.`c0` and `t0`.`at` = `k`.`c1` order by `t0`.`level` asc, `t0`.`at` asc;
-- slots: 0

-- keyed by moments: rows by a moment and a time
with `bound 0` as (select cast(json_unquote(e.c0) as datetime(6)) as `c0`, cast(json_unquote(e.c1) as time(6)) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select cast(`k`.`c0` as char), cast(`k`.`c1` as char), `t0`.`seats` from `bound 0` as `k` join `slots` as `t0` on `t0`.`starts` = `k`.`c0` and `t0`.`opens` = `k`.`c1` order by `t0`.`starts` asc, `t0`.`opens` asc;
-- slots: 0

-- keyed by moments: a page per key
with `bound 0` as (select cast(json_unquote(e.c0) as date) as `c0`, cast(json_unquote(e.c1) as decimal(65, 2)) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select cast(`p`.`c0` as char), `p`.`c1`, `p`.`r0` from (select `t0`.`amount` as `r0`, `k`.`c0` as `c0`, `k`.`c1` as `c1`, row_number() over (partition by `k`.`c0`, `k`.`c1` order by `t0`.`amount` desc, `t0`.`level` asc, `t0`.`at` asc) as `n` from `bound 0` as `k` join `readings` as `t0` on `t0`.`day` = `k`.`c0` and `t0`.`price` = `k`.`c1`) as `p` where `p`.`n` <= cast(? as signed) order by `p`.`n`;
-- slots: 1 0

-- keyed by moments: totals per key
with `bound 0` as (select cast(json_unquote(e.c0) as date) as `c0`, cast(json_unquote(e.c1) as decimal(65, 2)) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select cast(`s`.`c0` as char), `s`.`c1`, count(*), cast(max(`s`.`v0`) as char) from (select `k`.`c0` as `c0`, `k`.`c1` as `c1`, `t0`.`at` as `v0` from `bound 0` as `k` join `readings` as `t0` on `t0`.`day` = `k`.`c0` and `t0`.`price` = `k`.`c1`) as `s` group by `s`.`c0`, `s`.`c1`;
-- slots: 0

-- keyed by moments: through
with `bound 0` as (select cast(json_unquote(e.c0) as date) as `c0`, cast(json_unquote(e.c1) as decimal(65, 2)) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select cast(`k`.`c0` as char), `k`.`c1`, `t0`.`seats` from (select distinct `k`.`c0`, `k`.`c1`, `t1`.`starts` as `f0`, `t1`.`opens` as `f1` from `bound 0` as `k` join `readings` as `t1` on `t1`.`day` = `k`.`c0` and `t1`.`price` = `k`.`c1`) as `k` straight_join `slots` as `t0` on `t0`.`starts` = `k`.`f0` and `t0`.`opens` = `k`.`f1` order by `t0`.`starts` asc, `t0`.`opens` asc;
-- slots: 0

-- keyed by moments: through, with an owner
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as date) as `c1`, cast(json_unquote(e.c2) as decimal(65, 2)) as `c2` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e) select `p`.`c0`, `p`.`r0` from (select `t0`.`seats` as `r0`, `k`.`c0` as `c0`, row_number() over (partition by (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) order by `t0`.`starts` asc, `t0`.`opens` asc) as `n` from (select distinct `k`.`c0`, `t1`.`starts` as `f0`, `t1`.`opens` as `f1`, (convert(`k`.`c0` using utf8mb4) collate utf8mb4_0900_bin) as `x0` from `bound 0` as `k` join `readings` as `t1` on `t1`.`day` = `k`.`c1` and `t1`.`price` = `k`.`c2`) as `k` straight_join `slots` as `t0` on `t0`.`starts` = `k`.`f0` and `t0`.`opens` = `k`.`f1`) as `p` where `p`.`n` <= cast(? as signed) order by `p`.`n`;
-- slots: 1 0

-- keyed by moments: an owner
with `bound 0` as (select json_unquote(e.c0) as `c0`, cast(json_unquote(e.c1) as date) as `c1`, cast(json_unquote(e.c2) as decimal(65, 2)) as `c2` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e) select `k`.`c0`, `t0`.`label` from `bound 0` as `k` join `rates` as `t0` on `t0`.`day` = `k`.`c1` and `t0`.`price` = `k`.`c2` order by (convert(`t0`.`label` using utf8mb4) collate utf8mb4_0900_bin) asc, `t0`.`day` asc, `t0`.`price` asc;
-- slots: 0

-- keyed by moments: by opens alone
with `bound 0` as (select cast(json_unquote(e.c0) as time(6)) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select cast(`s`.`c0` as char), count(*) from (select `k`.`c0` as `c0` from `bound 0` as `k` join `readings` as `t0` on `t0`.`opens` = `k`.`c0` where `t0`.`by_hand` = cast(? as signed)) as `s` group by `s`.`c0`;
-- slots: 1 0

-- keyed by moments: by level alone
with `bound 0` as (select cast(json_unquote(e.c0) as decimal(65, 4)) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select `s`.`c0`, count(*) from (select `k`.`c0` as `c0` from `bound 0` as `k` join `readings` as `t0` on `t0`.`level` = `k`.`c0` where `t0`.`by_hand` = cast(? as signed)) as `s` group by `s`.`c0`;
-- slots: 1 0

-- keyed by moments: by at alone
with `bound 0` as (select cast(json_unquote(e.c0) as datetime(6)) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select cast(`s`.`c0` as char), count(*) from (select `k`.`c0` as `c0` from `bound 0` as `k` join `readings` as `t0` on `t0`.`at` = `k`.`c0` where `t0`.`by_hand` = cast(? as signed)) as `s` group by `s`.`c0`;
-- slots: 1 0

-- keyed by moments: by starts alone
with `bound 0` as (select cast(json_unquote(e.c0) as datetime(6)) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select cast(`s`.`c0` as char), count(*) from (select `k`.`c0` as `c0` from `bound 0` as `k` join `readings` as `t0` on `t0`.`starts` = `k`.`c0` where `t0`.`by_hand` = cast(? as signed)) as `s` group by `s`.`c0`;
-- slots: 1 0

-- keyed by moments: by day alone
with `bound 0` as (select cast(json_unquote(e.c0) as date) as `c0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e) select cast(`s`.`c0` as char), count(*) from (select `k`.`c0` as `c0` from `bound 0` as `k` join `rates` as `t0` on `t0`.`day` = `k`.`c0` where `t0`.`by_hand` = cast(? as signed)) as `s` group by `s`.`c0`;
-- slots: 1 0

-- filled with moments: among days and decimals
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`day`, `t0`.`price`) in (select cast(json_unquote(e.c0) as date) as `k0`, cast(json_unquote(e.c1) as decimal(65, 2)) as `k1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: not among days and decimals
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and ((`t0`.`day`, `t0`.`price`) in (select cast(json_unquote(e.c0) as date) as `k0`, cast(json_unquote(e.c1) as decimal(65, 2)) as `k1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e)) is not true) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: among moments and times
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`starts`, `t0`.`opens`) in (select cast(json_unquote(e.c0) as datetime(6)) as `k0`, cast(json_unquote(e.c1) as time(6)) as `k1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: among times
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`opens` in (select cast(json_unquote(e.c0) as time(6)) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: not among times
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`opens` in (select cast(json_unquote(e.c0) as time(6)) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e)) is not true) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: among decimals
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`level` in (select cast(json_unquote(e.c0) as decimal(65, 4)) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: among moments
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`at` in (select cast(json_unquote(e.c0) as datetime(6)) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: among days
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and `t0`.`day` in (select cast(json_unquote(e.c0) as date) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e)) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: not among days
select `t0`.`amount` from `readings` as `t0` where (`t0`.`by_hand` = cast(? as signed) and (`t0`.`day` in (select cast(json_unquote(e.c0) as date) as `k0` from json_table(?, '$[*]' columns (c0 json path '$.c0')) as e)) is not true) order by `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 1 0

-- filled with moments: looked up by a day and a decimal, and by a moment and a time
with `bound 0` as (select cast(json_unquote(e.c0) as date) as `c0`, cast(json_unquote(e.c1) as decimal(65, 2)) as `c1`, cast(json_unquote(e.c2) as time(6)) as `c2` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e), `bound 1` as (select cast(json_unquote(e.c0) as datetime(6)) as `c0`, cast(json_unquote(e.c1) as time(6)) as `c1`, cast(json_unquote(e.c2) as datetime(6)) as `c2` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1', c2 json path '$.c2')) as e) select `t0`.`amount`, cast(`t1`.`c2` as char), cast(`t2`.`c2` as char) from `readings` as `t0` left join `bound 0` as `t1` on `t1`.`c0` = `t0`.`day` and `t1`.`c1` = `t0`.`price` left join `bound 1` as `t2` on `t2`.`c0` = `t0`.`starts` and `t2`.`c1` = `t0`.`opens` where `t0`.`by_hand` = cast(? as signed) order by `t1`.`c2` asc, `t2`.`c2` desc, `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 0 1 2

-- filled with moments: looked up by a decimal alone, as a day and as a decimal
with `bound 0` as (select cast(json_unquote(e.c0) as decimal(65, 4)) as `c0`, cast(json_unquote(e.c1) as date) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e), `bound 1` as (select cast(json_unquote(e.c0) as decimal(65, 4)) as `c0`, cast(json_unquote(e.c1) as decimal(65, 3)) as `c1` from json_table(?, '$[*]' columns (c0 json path '$.c0', c1 json path '$.c1')) as e) select `t0`.`amount`, cast(`t1`.`c1` as char), `t2`.`c1` from `readings` as `t0` left join `bound 0` as `t1` on `t1`.`c0` = `t0`.`level` left join `bound 1` as `t2` on `t2`.`c0` = `t0`.`level` where (`t0`.`by_hand` = cast(? as signed) and `t1`.`c1` is not null) order by `t2`.`c1` asc, `t1`.`c1` asc, `t0`.`amount` asc, `t0`.`level` asc, `t0`.`at` asc;
-- slots: 0 1 2
