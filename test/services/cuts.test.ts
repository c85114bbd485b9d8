/** Connections cut before, within and after a commit: nobody is told what is not so, nothing is done twice, and the pool is well afterwards. */

import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { type Random, randomFrom } from '../conformance/random-numbers.ts'
import { SEED } from '../conformance/stage.ts'
import { type Cut, type Cutter, type Side, startCutter } from '../support/cutter.ts'
import { type Journal, openJournal, type Told } from '../support/journal.ts'
import { type FaultyWay, startProxy } from '../support/proxy.ts'
import { freshDatabase, SERVERS } from './databases.ts'

const LONG = { timeout: 600_000 }
/** Milliseconds after which a client holds that it will never be answered; the gateway's own deadline is well before. */
const NEVER = 60_000
const REQUEST_TIMEOUT = 30_000
/** Milliseconds, where only the gateway's deadline ends the silence. */
const PATIENCE = 3_000
const WRITERS = 8
const TROUBLES = 10

interface Position {
  readonly side: Side
  /** From the end of what a write exchanges on a connection that stands. */
  readonly fromEnd: boolean
  /** The first of a connection that is yet to be made. */
  readonly cold: boolean
  readonly keyed: boolean
  /** Bytes from the end, or a part of the whole. */
  readonly at: number
}

/** Every byte of the commit and of its answer are near the end; the other positions lie anywhere. */
function positions(random: Random, alone: boolean): Position[] {
  const near = (side: Side, count: number): Position[] =>
    Array.from({ length: count }, (_, i) => ({ side, fromEnd: true, cold: false, keyed: !alone && i % 3 === 2, at: i + 1 }))
  const anywhere = Array.from({ length: 28 }, (_, i): Position => {
    const side = random.pick(['requests', 'answers'] as const)
    return { side, fromEnd: false, cold: i % 4 === 3, keyed: !alone && random.chance(0.4), at: random.next() }
  })
  return [...near('answers', 20), ...near('requests', 14), ...anywhere]
}

for (const { type, variable } of SERVERS) {
  const url = process.env[variable] ?? ''
  const alone = type === 'mongodb'
  describe.skipIf(url === '')(`cuts of ${type} (skipped where ${variable} is not set)`, () => {
    let open: AsyncDisposable[] = []
    afterEach(async () => {
      for (const each of open.toReversed()) await each[Symbol.asyncDispose]()
      open = []
    }, LONG.timeout)

    /** gateway → cutter → proxy → server */
    const begin = async (timeout: number): Promise<Way> => {
      const keep = <T extends AsyncDisposable>(each: T): T => {
        open.push(each)
        return each
      }
      const database = await freshDatabase(type, url)
      open.push({ [Symbol.asyncDispose]: () => database.drop() })
      const { DB_HOST: host = '127.0.0.1', DB_PORT: port } = database.settings
      const proxy = keep(await startProxy({ host: String(host), port: Number(port) }))
      const cutter = keep(await startCutter({ host: '127.0.0.1', port: proxy.port }))
      const env = {
        ...database.env('main'),
        DATABASES__main__DB_HOST: '127.0.0.1',
        DATABASES__main__DB_PORT: String(cutter.port),
        REQUEST_TIMEOUT: String(timeout),
      }
      return { proxy, cutter, journal: keep(await openJournal(env, { writers: WRITERS, alone })) }
    }
    const tell = (journal: Journal, kept: unknown): void =>
      console.warn(`${type} (${variable}), SEED=${SEED}: ${JSON.stringify(kept)}; ${JSON.stringify(Object.fromEntries(journal.codes))}`)

    test('at bytes of a write and its answer', LONG, async () => {
      const way = await begin(REQUEST_TIMEOUT)
      const random = randomFrom(SEED)
      for (const [i, position] of positions(random, alone).entries())
        await cutOnce(way, `${i}`, position, random.pick(['reset', 'close'] as const), alone)
      await together(way, alone)
      const kept = await way.journal.check()
      tell(way.journal, kept)
      // Each kind was met, else the positions miss what they are for.
      expect(kept.doubtful.kept, 'committed, and in doubt').toBeGreaterThan(0)
      expect(kept.doubtful.gone, 'not committed, and in doubt').toBeGreaterThan(0)
      if (!alone) expect(kept.refused, 'known not to have been committed').toBeGreaterThan(0)
    })

    test('by silence', LONG, async () => {
      const way = await begin(PATIENCE)
      const random = randomFrom(SEED)
      for (const [i, at] of [1, 5, 10].entries())
        for (const side of ['answers', 'requests'] as const)
          await cutOnce(way, `${i}-${side}`, { side, fromEnd: true, cold: false, keyed: false, at }, 'silence', alone)
      const anywhere: Position = { side: 'answers', fromEnd: false, cold: false, keyed: !alone, at: random.next() }
      await cutOnce(way, 'keyed', anywhere, 'silence', alone)
      await together(way, alone)
      const kept = await way.journal.check()
      tell(way.journal, kept)
      expect(kept.doubtful.kept + kept.doubtful.gone).toBeGreaterThan(0)
    })

    test(`under ${WRITERS} writers, again and again`, LONG, async () => {
      const { journal, proxy } = await begin(REQUEST_TIMEOUT)
      const random = randomFrom(SEED)
      const until = { enough: false }
      const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => goOn(journal, writer, !alone && writer % 2 === 1, until)))
      const more = async (count: number): Promise<void> => {
        const wanted = journal.acknowledged + count
        while (journal.acknowledged < wanted) await Promise.race([pause(5), writing])
      }
      try {
        for (let trouble = 0; trouble < TROUBLES; trouble++) {
          await more(random.int(5, 40))
          const mode = random.pick(['rst', 'refuse', 'hole', 'pass'] as const)
          await proxy.set(mode)
          if (mode !== 'pass') await pause(random.int(5, 200))
          proxy.reset()
          await proxy.set('pass')
        }
        await more(40)
      } finally {
        until.enough = true
      }
      await writing
      tell(journal, await journal.check())
    })
  })
}

interface Way {
  readonly proxy: FaultyWay
  readonly cutter: Cutter
  readonly journal: Journal
}

/** All codes are equally long, so that writes differ in nothing else. */
const LENGTH = 60

const send = async ({ journal }: Pick<Way, 'journal'>, name: string, writer: number, keyed: boolean): Promise<Told> => {
  const code = name.padEnd(LENGTH, '.')
  const told = await journal.write(code, writer, { signal: AbortSignal.timeout(NEVER), ...(keyed ? { key: code } : {}) })
  expect(told, `${code} was never answered`).not.toBe('unanswered')
  return told
}

/** One write is cut; those after it go through. */
async function cutOnce(way: Way, name: string, position: Position, how: Cut, alone: boolean): Promise<void> {
  const { side, fromEnd, cold, keyed, at } = position
  const { cutter, proxy } = way
  const label = [name, side, fromEnd ? `end-${at}` : at.toFixed(2), ...(cold ? ['cold'] : []), how].join('/')
  // The connection stands, and has its statements prepared.
  await send(way, `${label}/before`, 0, keyed)
  const sizes: number[] = []
  for (const each of ['once', 'twice']) {
    if (cold) proxy.reset()
    const before = cutter.passed[side]
    await send(way, `${label}/${each}`, 0, keyed)
    sizes.push(cutter.passed[side] - before)
  }
  if (cold) proxy.reset()
  // Something else may have passed beside one of them.
  const size = Math.min(...sizes)
  cutter.cutAt(side, Math.max(0, fromEnd ? size - at : Math.floor(at * size)), how)
  let told = await send(way, label, 0, keyed)
  expect(cutter.mend() || cold, `${label}: it was cut`).toBe(true)
  while (keyed && told !== 'acknowledged') told = await send(way, label, 0, keyed)
  // At once, though what was cut may have left the pool with connections that are no more; after silence it may take longer.
  for (const isKeyed of alone ? [false] : [false, true]) {
    const next = `${label}/after-${isKeyed ? 'keyed' : 'once'}`
    if (how === 'silence') await sendUntilTold(way, next, 0, isKeyed)
    else expect(await send(way, next, 0, isKeyed), `${label}: a write after it`).toBe('acknowledged')
  }
}

/** Under a name of its own each time, unless it has a key. */
async function sendUntilTold(way: Pick<Way, 'journal'>, name: string, writer: number, keyed: boolean): Promise<void> {
  for (let tries = 0; (await send(way, keyed ? name : `${name}/${tries}`, writer, keyed)) !== 'acknowledged'; tries++) await pause(10)
}

/** More at once than the pool has connections: were some of them lost, the rest would have to wait for ever. */
async function together(way: Way, alone: boolean): Promise<void> {
  const many = Array.from({ length: 3 * WRITERS }, (_, i) => sendUntilTold(way, `together-${i}`, i % WRITERS, !alone && i % 2 === 0))
  await Promise.all(many)
}

async function goOn(journal: Journal, writer: number, keyed: boolean, until: { readonly enough: boolean }): Promise<void> {
  for (let round = 0; ; round++) {
    await sendUntilTold({ journal }, `writer-${writer}/${round}`, writer, keyed)
    if (until.enough) return
  }
}
