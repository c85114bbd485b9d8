/** Databases that nobody here designed: read, drafted as models, written as files, served, and compared row by row with direct SQL. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PGlite } from '@electric-sql/pglite'
import { printSchema } from 'graphql'
import { afterEach, describe, expect, test } from 'vitest'
import { check } from '../src/cli-check.ts'
import { introspect } from '../src/cli-introspect.ts'
import { openGateway } from '../src/gateway.ts'
import type { CatalogModel } from '../src/model/catalog.ts'
import { manyField, pluralOf } from '../src/model/names.ts'
import { canonical, type ScalarType } from '../src/model/scalars.ts'
import { type Answer, type Client, startGateway } from './e2e/harness.ts'

const ROOT = resolve(import.meta.dirname, '..')
const LONG = (length: number) => 'long name '.repeat(20).slice(0, length)

const CHINOOK = `
create table Artist (ArtistId integer not null primary key, Name nvarchar(120));
create table Album (AlbumId integer not null primary key, Title nvarchar(160) not null, ArtistId integer not null references Artist (ArtistId));
create index IFK_AlbumArtistId on Album (ArtistId);
create table Employee (EmployeeId integer primary key, LastName nvarchar(20) not null, ReportsTo integer references Employee (EmployeeId), BirthDate datetime);
create table Customer (CustomerId integer primary key, Email nvarchar(60) not null unique, SupportRepId integer references Employee (EmployeeId));
create table Invoice (InvoiceId integer primary key, CustomerId integer not null references Customer, InvoiceDate datetime not null, Total numeric(10,2) not null);
create table Playlist (PlaylistId integer primary key, Name text);
create table Track (TrackId integer primary key, Name text not null, AlbumId integer references Album on delete cascade, UnitPrice numeric(10,2) not null default 0.99, Bytes integer);
create table PlaylistTrack (PlaylistId integer not null references Playlist, TrackId integer not null references Track, primary key (PlaylistId, TrackId));
insert into Artist values (1, 'AC/DC'), (2, 'Émilie „Ø“ 😀'), (3, null);
insert into Album values (1, 'For Those', 1), (2, 'It''s', 2), (3, '"Quoted"', 1);
insert into Employee values (1, 'Adams', null, '1962-02-18 00:00:00'), (2, 'Edwards', 1, null), (3, 'Peacock', 2, '1973-08-29 00:00:00');
insert into Customer values (1, 'a@example.com', 3), (2, 'b@example.com', null);
insert into Invoice values (1, 1, '2009-01-01 00:00:00', 1.98), (2, 1, '2009-01-02 00:00:00', 3), (3, 2, '2009-01-03 00:00:00', 0.1);
insert into Track values (1, 'One', 1, 0.99, 11170334), (2, 'Two', 1, 1, null), (3, 'Three', 2, 1.99, 0);
insert into Playlist values (1, 'Music'), (2, null);
insert into PlaylistTrack values (1, 1), (1, 2), (2, 2);`

const ODD = `
create table "order details" ("order id" integer, "a.b" text, "it's ""x""" text default 'it''s', "select" int, primary key ("order id", "select"));
insert into "order details" values (1, 'dot', 'q', 7), (2, null, 'r', 8);
create table orders (id integer primary key, buyer_id int references people (id), seller_id int references people (id), node_id text, "größe" real, Paid boolean default 0, day date);
create index "part" on orders (seller_id) where paid;
create index "expr" on orders (lower(node_id));
create table people (id integer primary key, parent_id int references people (id), email text unique, "and" text, "constructor" text, "__proto__" text, "__typename" text);
insert into people values (1, null, 'a@b', 'x', 'c', 'p', 't'), (2, 1, null, null, null, null, null);
insert into orders values (1, 1, 2, 'n', 1.5, 1, '2020-01-31'), (2, 2, 1, null, -0.0, 0, null), (3, null, 1, '', 1e300, null, '2021-12-31');
create table countries (code text primary key, name text) without rowid;
create table cities (id integer primary key, country text references COUNTRIES (CODE));
insert into countries values ('AT', 'Austria'), ('😀', 'Smile');
insert into cities values (1, 'AT'), (2, '😀'), (3, null);
create table planes (org_id int, no int, primary key (org_id, no));
create table flights (id integer primary key, org_id int, no int, foreign key (org_id, no) references planes);
insert into planes values (1, 1), (1, 2), (2, 1);
insert into flights values (1, 1, 2), (2, 2, 1), (3, 1, null);
create table passport (person_id integer primary key references people (id), number text not null) strict;
insert into passport values (2, 'P-2');
create table nokey (a, b);
create table badkey (a text primary key, b int);
insert into badkey values (null, 1), (null, 2);
create table uniq (a text not null unique, b text);
insert into uniq values ('x', 'y'), ('X', 'z');
create view order_view as select id, buyer_id from orders;
create view broken as select * from nothere;
create table "${LONG(63)}" (id integer primary key, "${LONG(63)}" text);
create table "${LONG(64)}" (id integer primary key, "${LONG(64)}" text);
create table "${LONG(128)}" (id integer primary key, "${LONG(128)}" text, "${LONG(127)}" text);
insert into "${LONG(63)}" values (1, '63'); insert into "${LONG(64)}" values (1, '64'); insert into "${LONG(128)}" values (1, '128', '127');
create table "日本" (id integer primary key, "名前" text, "имя" text); insert into "日本" values (1, '太郎', 'Таро');
create table node (id integer primary key, name text); create table query (id integer primary key, int text);
create table "order" (id integer primary key); create table order_group (id integer primary key); create table order_edge (id integer primary key);
create table "2024 sales" (id integer primary key, "1st" text, "2nd-best" text); insert into "2024 sales" values (1, 'a', 'b');`

const STRANGE = `
create table strange (
  id integer primary key, untyped, anything any, data blob, doc json, uid uuid, made timestamp default current_timestamp, mixed numeric, big bigint,
  twice int generated always as (id * 2), stored text generated always as ('#' || id) stored, real_ints float, epoch integer, flag boolean, said bool,
  day date, badday date, moment datetime, fine datetime, clock time, folded text collate nocase, num decimal(10,2), whole decimal(12,0), label varchar(3), intext int);
insert into strange (id, untyped, anything, data, doc, uid, mixed, big, real_ints, epoch, flag, said, day, badday, moment, fine, clock, folded, num, whole, label, intext) values
  (1, 'x', 1, x'0102ff', '{"b":[1,2.5,null],"a":"é"}', '00000000-0000-0000-0000-00000000000a', 1, 1, 2, 1, 1, 'yes', '2020-02-29', '29.02.2020', '2020-02-29T23:59:59.999Z', '2020-01-01 10:00:00', '10:00:00', 'Ab', 10.25, 999999999999, 'longer than three', 1),
  (2, 'y', 2.5, x'', '[1]', 'ffffffff-0000-0000-0000-00000000000a', 'text', 9223372036854775807, 9007199254740993, 1700000000000, 0, 'no', '1999-12-31', '2020-02-30', '1999-12-31T00:00:00.000Z', '2020-01-02', '23:59:59', 'aB', 3, 0, 'ok', 'word'),
  (3, null, null, null, null, null, x'00ff', -9223372036854775808, null, -1, null, null, null, null, null, null, null, null, null, null, null, 2.5),
  (4, 'z', -1, x'00', '"text"', null, 'more', 0, 1e-7, 0, 1, '', null, '', null, null, null, '', -0.01, -1, '', 3);`

let cleanup: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of cleanup.toReversed()) await step()
  cleanup = []
})

interface Scene {
  readonly dir: string
  readonly file: string
  readonly env: Record<string, string>
  readonly schemaDir: string
  /** Runs the command; what it said. */
  run(...args: string[]): Promise<string>
  models(): Promise<string>
}

/** A SQLite database of its own, and an empty folder for its models: inside the repository, where `#switchyard/…` can be resolved. */
async function scene(sql: string): Promise<Scene> {
  await mkdir(join(ROOT, '.switchyard'), { recursive: true })
  const dir = await mkdtemp(join(ROOT, '.switchyard', 'introspect-'))
  cleanup.push(() => rm(dir, { recursive: true, force: true }))
  const file = join(dir, 'theirs.sqlite')
  const db = new DatabaseSync(file)
  db.exec(sql)
  db.close()
  const schemaDir = relative(process.cwd(), join(dir, 'schema'))
  const env = { DATABASES__theirs__DB_TYPE: 'sqlite', DATABASES__theirs__DB_FILE: file, SCHEMA_DIR: schemaDir, DATA_DIR: dir }
  return {
    dir,
    file,
    env,
    schemaDir,
    async run(...args) {
      const lines: string[] = []
      await introspect(args, env, (line) => void lines.push(line))
      return lines.join('\n')
    },
    models: () => readFile(join(dir, 'schema', 'theirs.ts'), 'utf8'),
  }
}

async function serve(env: Record<string, string>): Promise<Client> {
  const client = await startGateway(env)
  cleanup.push(async () => client[Symbol.asyncDispose]())
  return client
}

/** What the graph should say of a stored value; undefined where it must say that there is nothing to say. */
function expected(type: ScalarType, raw: unknown): unknown {
  if (raw === null) return null
  const integer = typeof raw === 'bigint'
  switch (type.kind) {
    case 'int':
      return integer && raw >= -2147483648n && raw <= 2147483647n ? Number(raw) : undefined
    case 'bigInt':
      return integer ? String(raw) : undefined
    case 'float':
      return typeof raw === 'number' ? raw + 0 : integer && BigInt(Number(raw)) === raw ? Number(raw) : undefined
    case 'boolean':
      return raw === 0n || raw === 1n ? raw === 1n : undefined
    case 'bytes':
      return raw instanceof Uint8Array ? Buffer.from(raw).toString('base64') : undefined
    case 'json':
      return typeof raw === 'string' ? JSON.parse(raw) : undefined
    case 'string':
      return typeof raw === 'string' ? raw : undefined
    default:
      return typeof raw === 'string' && canonical(type, raw) === raw ? raw : undefined
  }
}

const rowsField = (model: CatalogModel): string => manyField(model.name, model.plural ?? pluralOf(model.name))
type Page = { readonly nodes: readonly (Record<string, unknown> | null)[]; readonly totalCount: number }

/** Every column of every row of every model, against the database itself; the number of values that came as errors. */
async function compareAll(client: Client, file: string): Promise<{ rows: number; errors: number }> {
  const db = new DatabaseSync(file, { readBigInts: true })
  let [rows, errors] = [0, 0]
  for (const model of client.gateway.catalog.models.values()) {
    const root = rowsField(model)
    // Keys and the ends of relations are IDs in the graph.
    const ids = new Set([...model.key, ...[...model.relations.values()].flatMap((relation) => relation.fields)])
    const fields = [...model.fields.values()]
    const answer: Answer<Record<string, Page>> = await client.ask(
      `{ ${root}(first: 1000) { totalCount nodes { ${fields.map(({ name }) => name).join(' ')} } } }`,
    )
    const faulty = new Set(
      (answer.errors ?? []).map(({ path, extensions }) => {
        expect(extensions.code).toBe('VALUE_NOT_REPRESENTABLE')
        return path?.join('.')
      }),
    )
    const columnOf = (name: string) => model.fields.get(name)?.column ?? name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
    const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
    const table =
      model.source ??
      rowsField(model)
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .toLowerCase()
    const select = fields.map(({ name }, i) => `${quote(columnOf(name))} as c${i}`)
    const order = model.key.map((name) => `${quote(columnOf(name))} collate binary`)
    const direct = db.prepare(`select ${select.join(', ')} from ${quote(table)} order by ${order.join(', ')}`).all()
    const page = answer.data?.[root]
    expect(page?.totalCount, model.name).toBe(direct.length)
    expect(page?.nodes.length, model.name).toBe(direct.length)
    for (const [at, row] of direct.entries())
      for (const [i, { name, type }] of fields.entries()) {
        const wanted = expected(type as ScalarType, row[`c${i}`])
        const path = `${root}.nodes.${at}.${name}`
        const node = page?.nodes[at]
        if (wanted === undefined) {
          expect(faulty, `${path} ${row[`c${i}`]}`).toContain(path)
          errors++
        } else if (node !== null) expect(node?.[name], path).toEqual(ids.has(name) && wanted !== null ? String(wanted) : wanted)
      }
    rows += direct.length
  }
  db.close()
  return { rows, errors }
}

describe('a database like Chinook', () => {
  test('becomes a file of models that a person would like to keep', async () => {
    const theirs = await scene(CHINOOK)
    expect(await theirs.run('theirs')).toContain('Wrote 8 models')
    await expect(await theirs.models()).toMatchFileSnapshot(join(import.meta.dirname, 'golden/introspect-chinook.txt'))
  })

  test('is served from that file, every column of every row', async () => {
    const theirs = await scene(CHINOOK)
    await theirs.run('theirs')
    const client = await serve(theirs.env)
    expect(await compareAll(client, theirs.file)).toEqual({ rows: 22, errors: 0 })
    const data = await client.data<{ artist: unknown; playlist: unknown; employee: unknown }>(`{
      artist(artistId: 1) { albums { nodes { title tracks { totalCount } } } }
      playlist(playlistId: 1) { tracks { nodes { name album { artist { name } } } } }
      employee(employeeId: 2) { reportsToEmployee { lastName } employeesAsReportsTo { nodes { lastName } } customersAsSupportRep: customers { totalCount } }
    }`)
    expect(data).toEqual({
      artist: {
        albums: {
          nodes: [
            { title: 'For Those', tracks: { totalCount: 2 } },
            { title: '"Quoted"', tracks: { totalCount: 0 } },
          ],
        },
      },
      playlist: {
        tracks: {
          nodes: [
            { name: 'One', album: { artist: { name: 'AC/DC' } } },
            { name: 'Two', album: { artist: { name: 'AC/DC' } } },
          ],
        },
      },
      employee: {
        reportsToEmployee: { lastName: 'Adams' },
        employeesAsReportsTo: { nodes: [{ lastName: 'Peacock' }] },
        customersAsSupportRep: { totalCount: 0 },
      },
    })
  })

  test('is served without any file, and nothing is created in it', async () => {
    const theirs = await scene(CHINOOK)
    const before = new DatabaseSync(theirs.file).prepare('select * from sqlite_schema').all()
    const client = await serve({ ...theirs.env, SCHEMA: 'introspect' })
    expect([...client.gateway.drafted]).toEqual(['theirs'])
    expect(await compareAll(client, theirs.file)).toEqual({ rows: 22, errors: 0 })
    const fromFile = await scene(CHINOOK)
    await fromFile.run('theirs')
    expect(printSchema(client.gateway.schema)).toBe(printSchema((await serve(fromFile.env)).gateway.schema))
    expect(new DatabaseSync(theirs.file).prepare('select * from sqlite_schema').all()).toEqual(before)
  })

  test('passes the check, and fails it when the database changes', async () => {
    const theirs = await scene(CHINOOK)
    await theirs.run('theirs')
    const said: string[] = []
    const ask = () => check(theirs.env, (line) => void said.push(line))
    expect(await ask()).toBe(true)
    expect(said.join('\n')).toContain('no index of Track begins with')
    const db = new DatabaseSync(theirs.file)
    db.exec(
      'alter table Artist drop column Name; drop table PlaylistTrack; create table album2 (AlbumId integer primary key, Title, ArtistId text)',
    )
    db.exec('pragma foreign_keys = off; insert into album2 select * from Album; drop table Album; alter table album2 rename to Album')
    db.close()
    said.length = 0
    expect(await ask()).toBe(false)
    const faults = said.filter((line) => line.startsWith('  fault')).join('\n')
    expect(faults).toContain('Artist.name: the table Artist has no column Name')
    expect(faults).toContain('PlaylistTrack: the table PlaylistTrack does not exist in theirs')
    expect(faults).toContain('Album.title is never null, but the column Title may be')
    expect(faults).toContain('Album.artistId is int, but the column ArtistId (TEXT) is string')
  })
})

describe('without files', () => {
  test('databases that no model is bound to are served beside the models that are there, under names of their own', async () => {
    const mine = await scene(CHINOOK)
    const other = await scene(
      "create table Artist (id integer primary key, n text); create table albums (id integer primary key); insert into Artist values (7, 'x')",
    )
    await mine.run('theirs', '--include', 'Artist,Album')
    const env = { ...mine.env, SCHEMA: 'introspect', DATABASES__other__DB_TYPE: 'sqlite', DATABASES__other__DB_FILE: other.file }
    const client = await serve(env)
    const homes = Object.fromEntries([...client.gateway.catalog.models.values()].map(({ name, datasource }) => [name, datasource]))
    expect(homes).toEqual({ Artist: 'theirs', Album: 'theirs', ArtistRow: 'other', AlbumRow: 'other' })
    expect(await client.data('{ artistRow(id: 7) { n } artists { totalCount } }')).toEqual({
      artistRow: { n: 'x' },
      artists: { totalCount: 3 },
    })
  })

  test('a database that cannot be read is a fault that names it', async () => {
    const theirs = await scene(CHINOOK)
    await writeFile(theirs.file, 'no database at all')
    await expect(openGateway({ ...theirs.env, SCHEMA: 'introspect' })).rejects.toThrow(/theirs \(sqlite\).*is not a SQLite database/)
    // Nothing listens there, and it says what to look at.
    const nobody = {
      ...theirs.env,
      DATABASES__theirs__DB_TYPE: 'postgres',
      DATABASES__theirs__DB_HOST: '127.0.0.1',
      DATABASES__theirs__DB_PORT: '1',
    }
    delete (nobody as Record<string, unknown>).DATABASES__theirs__DB_FILE
    await expect(
      openGateway({ ...nobody, DATABASES__theirs__DB_NAME: 'x', DATABASES__theirs__DB_USER: 'x', SCHEMA: 'introspect' }),
    ).rejects.toThrow(/theirs \(postgres\).*ECONNREFUSED.*Correct DB_HOST and DB_PORT, or start the server\./)
    const empty = await scene('create table nokey (a int)')
    await expect(openGateway({ ...empty.env, SCHEMA: 'introspect' })).rejects.toThrow('There is nothing to serve')
  })
})

describe('a second run', () => {
  test('shows what differs and keeps a person’s edits', async () => {
    const theirs = await scene(CHINOOK)
    await theirs.run('theirs', '--exclude', 'Playlist*')
    const first = await theirs.models()
    expect(first).not.toContain('Playlist')
    const edited = `${first.replace("defineModel('Artist'", "defineModel('Band'").replaceAll("belongsTo('Artist'", "belongsTo('Band'").replace('export const Artist', '// Mine.\nexport const Band')}\nexport const helper = 1\n`
    const file = join(theirs.dir, 'schema', 'theirs.ts')
    await writeFile(file, edited)
    const db = new DatabaseSync(theirs.file)
    db.exec('alter table Artist add column born date; alter table Track drop column Bytes')
    db.close()
    const said = await theirs.run('theirs')
    expect(said).toContain('+ Band')
    expect(said).toContain('Add: born: string({ nullable: true }),')
    expect(said).toContain('! Track.bytes: the table Track has no column Bytes')
    expect(said).toContain("+ Playlist: the table Playlist has no model. Append it: --add 'Playlist'")
    expect(said).toContain('Nothing was changed.')
    expect(await readFile(file, 'utf8')).toBe(edited)
  })

  test('shows nothing where nothing differs, whatever no model can say', async () => {
    const theirs = await scene(`${ODD} create table shapes (id integer primary key, list_of_all);`)
    expect(await theirs.run('theirs')).toContain('is left out')
    const said = await theirs.run('theirs')
    expect(said).toContain('The models of theirs say what the database says.')
    expect(said).not.toMatch(/^[+!]/m)
  })

  test('appends the models that are asked for, and what they import', async () => {
    const theirs = await scene(CHINOOK)
    await theirs.run('theirs', '--include', 'Artist')
    expect(await theirs.models()).not.toContain('belongsTo')
    const said = await theirs.run('theirs', '--add', 'playlist*,TRACK,album')
    expect(said).toContain('Appended Playlist')
    expect(said).toContain(
      "Artist can be followed to Album; add to its relations: albums: hasMany('Album', { fields: ['artistId'], references: ['artistId'] }),",
    )
    const text = await theirs.models()
    expect(text).toContain("import { belongsTo, defineModel, hasMany, manyToMany } from '#switchyard/model/model.ts'")
    expect(text.indexOf('export const Artist')).toBeLessThan(text.indexOf('export const Playlist'))
  })

  test('writes over nothing that holds no models', async () => {
    const theirs = await scene(CHINOOK)
    await mkdir(join(theirs.dir, 'schema'))
    await writeFile(join(theirs.dir, 'schema', 'theirs.ts'), 'export const mine = 1\n')
    await expect(theirs.run('theirs')).rejects.toThrow('is there already and holds no model of theirs')
    expect(await theirs.models()).toBe('export const mine = 1\n')
  })

  test('refuses what it does not understand, all at once', async () => {
    const theirs = await scene(CHINOOK)
    await expect(theirs.run('theirs', 'other', '--sample', 'many', '--key', 'x')).rejects.toThrow(
      /Name one datasource[\s\S]*--sample many[\s\S]*--key x/,
    )
    await expect(theirs.run('nowhere')).rejects.toThrow('There is no datasource nowhere')
  })
})

describe('odd names', () => {
  test('work throughout', async () => {
    const theirs = await scene(ODD)
    const said = await theirs.run('theirs', '--key', 'order_view=id')
    expect(said).toContain('The view broken is left out: it cannot be read (no such table: main.nothere).')
    expect(said).toContain('The table nokey is left out')
    expect(said).toContain('The table badkey is left out: nothing identifies its rows.')
    const client = await serve(theirs.env)
    expect((await compareAll(client, theirs.file)).errors).toBe(0)
    const models = [...client.gateway.catalog.models.keys()]
    expect(models).toEqual(
      expect.arrayContaining([
        'OrderDetail',
        'Person',
        'Country',
        'City',
        'NodeRow',
        'QueryRow',
        'Order',
        'OrderView',
        'Passport',
        'Table2024Sale',
        'Uniq',
      ]),
    )
    const data = await client.data(`{
      person(id: 1) { children { nodes { id passport { number person { id } } } } orderRowsAsBuyer { totalCount } orderRowsAsSeller { nodes { id buyer { email } } } }
      cities { nodes { countryByCode { name } } }
      flights { nodes { plane { no flights { totalCount } } } }
      personByEmail(email: "a@b") { andValue constructor proto typename }
    }`)
    expect(data).toEqual({
      person: {
        children: { nodes: [{ id: '2', passport: { number: 'P-2', person: { id: '2' } } }] },
        orderRowsAsBuyer: { totalCount: 1 },
        orderRowsAsSeller: {
          nodes: [
            { id: '2', buyer: { email: null } },
            { id: '3', buyer: null },
          ],
        },
      },
      cities: { nodes: [{ countryByCode: { name: 'Austria' } }, { countryByCode: { name: 'Smile' } }, { countryByCode: null }] },
      flights: {
        nodes: [{ plane: { no: '2', flights: { totalCount: 1 } } }, { plane: { no: '1', flights: { totalCount: 1 } } }, { plane: null }],
      },
      personByEmail: { andValue: 'x', constructor: 'c', proto: 'p', typename: 't' },
    })
  })
})

describe('strange values', () => {
  test('come out right or as a coded error on their field', async () => {
    const theirs = await scene(STRANGE)
    await theirs.run('theirs')
    const client = await serve(theirs.env)
    const model = client.gateway.catalog.models.get('Strange')
    const kinds = Object.fromEntries([...(model?.fields.values() ?? [])].map(({ name, type }) => [name, type.kind]))
    expect(kinds).toEqual({
      id: 'int',
      untyped: 'string',
      anything: 'float',
      data: 'bytes',
      doc: 'json',
      uid: 'uuid',
      made: 'string',
      mixed: 'string',
      big: 'bigInt',
      twice: 'int',
      stored: 'string',
      realInts: 'float',
      epoch: 'bigInt',
      flag: 'boolean',
      said: 'string',
      day: 'date',
      badday: 'string',
      moment: 'dateTime',
      fine: 'string',
      clock: 'time',
      folded: 'string',
      num: 'float',
      whole: 'bigInt',
      label: 'string',
      intext: 'float',
    })
    const { rows, errors } = await compareAll(client, theirs.file)
    expect(rows).toBe(4)
    expect(errors).toBe(3)
  })

  test('are compared by code point, whatever the column’s own collation', async () => {
    const theirs = await scene(
      `${STRANGE} create table tags (name text primary key collate nocase, n int); create table uses (id integer primary key, tag text references tags (name)); insert into tags values ('Red', 1), ('blue', 2); insert into uses values (1, 'red'), (2, 'Red'), (3, 'blue')`,
    )
    await theirs.run('theirs')
    const client = await serve(theirs.env)
    const data = await client.data(`{
      eq: stranges(where: { folded: { eq: "ab" } }) { totalCount }
      in: stranges(where: { folded: { in: ["AB", "Ab"] } }) { nodes { id } }
      neq: stranges(where: { folded: { neq: "ab" } }) { totalCount }
      groups: stranges { groups(by: [{ folded: VALUE }]) { key { folded } aggregate { count } } aggregate { countDistinct { folded } } }
      tag(name: "red") { n }
      tags { nodes { name uses { totalCount } } }
      uses { nodes { id tagByName { n } } }
      some: tags(where: { uses: { some: { id: { eq: 1 } } } }) { totalCount }
    }`)
    expect(data).toEqual({
      eq: { totalCount: 0 },
      in: { nodes: [{ id: '1' }] },
      neq: { totalCount: 3 },
      groups: expect.anything(),
      tag: null,
      tags: {
        nodes: [
          { name: 'Red', uses: { totalCount: 1 } },
          { name: 'blue', uses: { totalCount: 1 } },
        ],
      },
      uses: {
        nodes: [
          { id: '1', tagByName: null },
          { id: '2', tagByName: { n: 1 } },
          { id: '3', tagByName: { n: 2 } },
        ],
      },
      some: { totalCount: 0 },
    })
    expect((data as unknown as { groups: object }).groups).toMatchObject({
      aggregate: { countDistinct: { folded: 3 } },
    })
    expect((data as unknown as { groups: { groups: unknown[] } }).groups.groups).toHaveLength(4)
  })
})

const POSTGRES = `
create schema sales; create schema "Odd Schema";
create type mood as enum ('so so', 'happy', '');
create table people (id int generated always as identity primary key, name varchar(40) not null, mood mood default 'happy', parent_id int references people (id), born date, tags text[], meta jsonb, key uuid default gen_random_uuid());
comment on table people is 'Who is''t'; comment on column people.name is 'The name';
create table sales.orders (id bigint primary key, buyer_id int not null references people (id), seller_id int references people (id), total numeric(12,3) not null default 0, at timestamptz(3) default now(), local timestamp, clock time(0), paid boolean not null default false, raw bytea, share real, ratio double precision, small smallint, twice numeric generated always as (total * 2) stored);
create table sales.lines (order_id bigint references sales.orders (id) on delete cascade, no smallint, what text, primary key (order_id, no));
create table "Odd Schema"."It's ""quoted"" table" ("a.b" text primary key, "SELECT" int, "${LONG(63)}" text unique);
create table nokey (a int); create table points (id int primary key, at point, during int4range);
create view buyers as select distinct buyer_id as id from sales.orders;
insert into people (name, mood, parent_id, born, tags, meta) values ('Ann', 'so so', null, '2001-02-03', '{a,b}', '{"z":1,"a":[1,2]}'), ('Bob', '', 1, null, '{}', 'null'), ('Émile 😀', null, 1, '0001-01-01', null, null);
insert into sales.orders (id, buyer_id, seller_id, total, at, local, clock, paid, raw, share, ratio, small) values
  (9007199254740993, 1, 2, 12345678.125, '2020-01-31 23:59:59.123+00', '2020-01-31 10:00:00', '23:59:59', true, '\\x00ff', 0.1, 1e-7, -1),
  (2, 3, null, -0.001, null, null, null, false, null, null, 'NaN', null), (3, 3, 1, 0, 'infinity', '1999-12-31 00:00:00.000001', '00:00', false, '', 1e30, 0, 32767);
insert into sales.lines values (2, 1, 'x'), (2, 2, null), (9007199254740993, 1, 'y');
insert into "Odd Schema"."It's ""quoted"" table" values ('k', 1, 'long');
insert into points values (1, '(1,2)', '[1,3)');`

describe('PostgreSQL', () => {
  test('is read with its schemas, enums and exact types, and served row by row', async () => {
    const theirs = await scene('')
    const folder = join(theirs.dir, 'pg')
    const db = await PGlite.create(folder)
    await db.exec(POSTGRES)
    const names = (await db.query<{ id: string }>('select id::text from sales.orders order by id')).rows
    await db.close()
    const env = {
      DATABASES__theirs__DB_TYPE: 'pglite',
      DATABASES__theirs__DB_FOLDER: folder,
      SCHEMA_DIR: theirs.schemaDir,
      DATA_DIR: theirs.dir,
    }
    const lines: string[] = []
    await introspect(['theirs', '--key', 'buyers=id'], env, (line) => void lines.push(line))
    const text = await theirs.models()
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'golden/introspect-postgres.txt'))
    const said: string[] = []
    expect(await check(env, (line) => void said.push(line)), said.join('\n')).toBe(true)
    const client = await serve(env)
    const answer = await client.ask(`{
      people { nodes { id name mood born tags meta parent { name } children { totalCount } ordersAsBuyer { totalCount } ordersAsSeller { totalCount } } }
      orders { nodes { id total at local clock paid raw share ratio small twice buyer { name } seller { name } lines { nodes { no what order { id } } } } }
      buyers { nodes { id } }
    }`)
    expect(names).toHaveLength(3)
    const errors = answer.errors?.map(({ path, extensions }) => `${path?.join('.')}: ${extensions.code}`)
    const golden = join(import.meta.dirname, 'golden/introspect-postgres-answer.txt')
    await expect(`${JSON.stringify({ data: answer.data, errors }, null, 1)}\n`).toMatchFileSnapshot(golden)
  })
})
