/** What tables of others taught: keys with dates in them, reals, domains that may not be null, inheritance, what cannot be read, names that look like promises. */

import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterEach, expect, test } from 'vitest'
import { check } from '../src/cli-check.ts'
import { introspect } from '../src/cli-introspect.ts'
import { startGateway } from './e2e/harness.ts'

const ROOT = join(import.meta.dirname, '..')

let cleanup: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of cleanup.toReversed()) await step()
  cleanup = []
})

/** A PGlite database with these tables, introspected into a folder of its own and served from there. */
async function theirs(sql: string) {
  await mkdir(join(ROOT, '.switchyard'), { recursive: true })
  const dir = await mkdtemp(join(ROOT, '.switchyard', 'foreign-'))
  cleanup.push(() => rm(dir, { recursive: true, force: true }))
  const folder = join(dir, 'pg')
  const db = await PGlite.create(folder)
  await db.exec(sql)
  await db.close()
  const env = {
    DATABASES__theirs__DB_TYPE: 'pglite',
    DATABASES__theirs__DB_FOLDER: folder,
    SCHEMA_DIR: relative(process.cwd(), join(dir, 'schema')),
    DATA_DIR: dir,
  }
  const run = async () => {
    const lines: string[] = []
    await introspect(['theirs'], env, (line) => void lines.push(line))
    return lines.join('\n')
  }
  const first = await run()
  const second = await run()
  const said: string[] = []
  expect(await check(env, (line) => void said.push(line)), said.join('\n')).toBe(true)
  const text = await readFile(join(dir, 'schema', 'theirs.ts'), 'utf8')
  const client = await startGateway(env)
  cleanup.push(async () => client[Symbol.asyncDispose]())
  return { first, second, text, client }
}

test('days, moments and decimals are keys, and relations join by them', async () => {
  const { text, client } = await theirs(`
    create table salaries (emp_no int, from_date date, amount int not null, primary key (emp_no, from_date));
    create table raises (id int primary key, emp_no int, from_date date, foreign key (emp_no, from_date) references salaries);
    create table ticks (at timestamptz(3), n numeric(8,2), primary key (at, n));
    insert into salaries select e, date '2000-01-01' + d, e * d from generate_series(1, 3) e, generate_series(0, 9) d;
    insert into raises values (1, 1, '2000-01-03'), (2, 3, '2000-01-10'), (3, 2, null);
    insert into ticks select timestamptz '2020-01-01 00:00:00.001Z' + n * interval '1 day', n / 2.0 from generate_series(1, 5) n;`)
  expect(text).toContain("key: ['empNo', 'fromDate']")
  const at = async (after: string | null): Promise<string[]> => {
    const { salaries } = await client.data<{
      salaries: { nodes: { empNo: string; fromDate: string }[]; pageInfo: { endCursor: string | null } }
    }>(`{ salaries(first: 7, after: ${JSON.stringify(after)}) { nodes { empNo fromDate } pageInfo { endCursor } } }`)
    const keys = salaries.nodes.map(({ empNo, fromDate }) => `${empNo} ${fromDate}`)
    return keys.length < 7 ? keys : [...keys, ...(await at(salaries.pageInfo.endCursor))]
  }
  const keys = await at(null)
  expect(keys).toEqual([...keys].sort())
  expect(new Set(keys).size).toBe(30)
  const data = await client.data(`{
    salary(empNo: 3, fromDate: "2000-01-10") { amount nodeId raises { nodes { id } } }
    raises { nodes { salary { amount } } }
    tick(at: "2020-01-03T00:00:00.001Z", n: 1) { at n }
    ticks { aggregate { min { at } sum { n } } }
  }`)
  expect(data).toMatchObject({
    salary: { amount: 27, raises: { nodes: [{ id: '2' }] } },
    raises: { nodes: [{ salary: { amount: 2 } }, { salary: { amount: 27 } }, { salary: null }] },
    tick: { at: '2020-01-03T00:00:00.001Z', n: '1.00' },
    ticks: { aggregate: { min: { at: '2020-01-02T00:00:00.001Z' }, sum: { n: '7.50' } } },
  })
  const { salary } = data as unknown as { salary: { nodeId: string } }
  expect(await client.data(`{ node(nodeId: "${salary.nodeId}") { ... on Salary { amount } } }`)).toEqual({ node: { amount: 27 } })
  const { updateSalary } = await client.data<{ updateSalary: unknown }>(
    'mutation { updateSalary(empNo: 1, fromDate: "2000-01-01", set: { amount: { set: 5 } }) { salary { amount } } }',
  )
  expect(updateSalary).toEqual({ salary: { amount: 5 } })
})

test('a real is the number that the database shows, in every place', async () => {
  const { text, client } = await theirs(`
    create table wares (id int primary key, price real, reals real[]);
    insert into wares values (1, 32.38, '{0.1}'), (2, 0.1, '{}'), (3, 1e-45, null), (4, 16777216, null), (5, null, null);`)
  expect(text).toContain('price: float({ single: true, nullable: true })')
  const data = await client.data(`{
    wares { nodes { price reals } aggregate { sum { price } } }
    found: wares(where: { price: { in: [32.38, 0.1] } }, orderBy: [{ price: ASC }]) { nodes { id } }
    above: wares(where: { price: { gt: 32.38 } }) { totalCount }
  }`)
  expect(data).toEqual({
    wares: {
      nodes: [
        { price: 32.38, reals: [0.1] },
        { price: 0.1, reals: [] },
        { price: 1e-45, reals: null },
        { price: 16777216, reals: null },
        { price: null, reals: null },
      ],
      aggregate: { sum: { price: 16777248.48 } },
    },
    found: { nodes: [{ id: '2' }, { id: '1' }] },
    above: { totalCount: 1 },
  })
  const { createWare } = await client.data<{ createWare: unknown }>(
    'mutation { createWare(input: { id: 9, price: 0.7 }) { ware { price } } }',
  )
  expect(createWare).toEqual({ ware: { price: 0.7 } })
})

test('a domain that may not be null keeps no other column from being changed', async () => {
  const { client } = await theirs(`
    create domain flag as boolean not null; create type mood as enum ('so so', 'happy');
    create table people (id int primary key, active flag, mood mood, tags text[], moods mood[], seen timestamp(0));
    insert into people values (1, true, 'happy', '{a}', '{}', null);`)
  const { updatePerson } = await client.data<{ updatePerson: unknown }>(`mutation {
    updatePerson(id: 1, set: { mood: SO_SO, tags: ["x", "y"], moods: [HAPPY, SO_SO], seen: "2020-01-01T00:00:00Z" }) {
      person { active mood tags moods seen }
    }
  }`)
  expect(updatePerson).toEqual({
    person: { active: true, mood: 'SO_SO', tags: ['x', 'y'], moods: ['HAPPY', 'SO_SO'], seen: '2020-01-01T00:00:00Z' },
  })
})

test('what cannot be served is left out with the reason, and a second run is silent about it', async () => {
  const { first, second, client } = await theirs(`
    create table base (id int primary key); create table heir (more text) inherits (base); insert into heir values (1, 'x'); insert into base values (1);
    create table kept (id int primary key, n numeric, place point); insert into kept values (1, 1.5, null);
    create materialized view unfilled as select n from kept with no data;
    create table flags (on_ boolean primary key);
    create table node (id int primary key); create table nodes_of (id int primary key, n int references node);`)
  expect(first).toContain('The table base is left out: nothing identifies its rows.')
  expect(first).toContain('Other tables inherit from it')
  expect(first).toContain('The view unfilled is left out: it cannot be read (it has not been filled yet')
  expect(first).toContain('The table flags is left out: its primary key holds on_ (boolean), which no key here can')
  expect(second).not.toMatch(/^[+!]/m)
  expect(await client.data('{ kepts { nodes { n } } nodeRows { totalCount } }')).toEqual({
    kepts: { nodes: [{ n: '1.5' }] },
    nodeRows: { totalCount: 0 },
  })
})

test('nothing under then is a promise', async () => {
  const { client } = await theirs(`
    create table steps ("then" text, id int primary key, doc jsonb);
    insert into steps values ('next', 1, '{"then": 1}'), (null, 2, '[{"then": {"then": 2}}]');`)
  // As text: objects with a then are just what must not be made here.
  const data = await client.data('{ steps { nodes { then doc } } then: steps { then: edges { then: node { then: id } } } }')
  expect(JSON.stringify(data)).toBe(
    '{"steps":{"nodes":[{"then":"next","doc":{"then":1}},{"then":null,"doc":[{"then":{"then":2}}]}]},' +
      '"then":{"then":[{"then":{"then":"1"}},{"then":{"then":"2"}}]}}',
  )
})
