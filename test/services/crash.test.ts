/** Servers killed under clients that write: what was acknowledged is there once, what is there else its client had been told to doubt. */

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomFrom } from '../conformance/random-numbers.ts'
import { SEED } from '../conformance/stage.ts'
import { type Journal, openJournal } from '../support/journal.ts'
import { type OwnServer, SERVER_TYPES, startServers, stopServers } from '../support/servers.ts'
import { type FreshDatabase, freshDatabase, SERVERS } from './databases.ts'

const LONG = { timeout: 600_000 }
const WRITERS = 8
const KILLS = 5
/** Writes that are acknowledged between two kills. */
const BETWEEN = 60
/** Milliseconds within which a kill comes after them, which leaves it to chance what it meets. */
const SOON = 40
/** One client in so many leaves before its answer comes. */
const IMPATIENT = 12

const variableOf = (type: string): string => SERVERS.find((server) => server.type === type)?.variable ?? ''

// A server of the tests' own is killed here, not the one that the variable names.
for (const type of SERVER_TYPES)
  describe.skipIf((process.env[variableOf(type)] ?? '') === '')(`crashes of ${type} (skipped where ${variableOf(type)} is not set)`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchyard-crash-'))
    let server: OwnServer | undefined
    let database: FreshDatabase
    let journal: Journal
    beforeAll(async () => {
      server = (await startServers(folder, { [type]: await freePort() }, (line) => console.warn(line)))[type]
      if (server === undefined) return
      database = await freshDatabase(type, server.url)
      journal = await openJournal(database.env('main'), { writers: 2 * WRITERS })
    }, LONG.timeout)
    afterAll(async () => {
      await journal?.[Symbol.asyncDispose]()
      stopServers(folder)
      rmSync(folder, { recursive: true, force: true })
    }, LONG.timeout)

    for (const keyed of [false, true])
      test(`${KILLS} kills under ${WRITERS} writers${keyed ? ' that send again under an Idempotency-Key' : ''}`, LONG, async ({ skip }) => {
        if (server === undefined) return skip(`${type} cannot be had here`)
        const before = journal.acknowledged
        await underKills(journal, server, keyed)
        const kept = await journal.check()
        const codes = JSON.stringify(Object.fromEntries(journal.codes))
        console.warn(`${type}, SEED=${SEED}: ${JSON.stringify(kept)}; errors that clients were told: ${codes}`)
        expect(journal.acknowledged - before).toBeGreaterThan(KILLS * BETWEEN)
        // Without these nothing was tried.
        expect(journal.codes.get('DATASOURCE_UNAVAILABLE')).toBeGreaterThan(0)
      })
  })

async function underKills(journal: Journal, server: OwnServer, keyed: boolean): Promise<void> {
  const random = randomFrom(SEED)
  const until = { enough: false }
  const writing = Promise.all(
    Array.from({ length: WRITERS }, (_, i) => (keyed ? writeUntilTold(journal, WRITERS + i, until) : writeOnce(journal, i, until))),
  )
  const more = async (): Promise<void> => {
    const wanted = journal.acknowledged + BETWEEN
    while (journal.acknowledged < wanted) await Promise.race([pause(5), writing])
  }
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      await more()
      await pause(random.int(0, SOON))
      await server.kill()
      await server.start()
      await server.ready()
    }
    await more()
  } finally {
    until.enough = true
  }
  await writing
}

/** Sends each code once, whatever comes back. */
async function writeOnce(journal: Journal, writer: number, until: { readonly enough: boolean }): Promise<void> {
  const random = randomFrom(SEED * 1_000 + writer)
  for (let round = 0; ; round++) {
    const told = await journal.write(`once-${writer}-${round}`, writer, until.enough ? {} : impatience(random))
    if (told === 'acknowledged' && until.enough) return
    if (told !== 'acknowledged') await pause(random.int(5, 30))
  }
}

/** Sends each code again, under its own key, until it is acknowledged. */
async function writeUntilTold(journal: Journal, writer: number, until: { readonly enough: boolean }): Promise<void> {
  const random = randomFrom(SEED * 1_000 + writer)
  for (let round = 0; ; round++) {
    const code = `keyed-${writer}-${round}`
    while ((await journal.write(code, writer, { key: code, ...impatience(random) })) !== 'acknowledged') await pause(random.int(5, 30))
    // Whoever doubts an acknowledgement is given it again.
    if (random.int(1, IMPATIENT) === 1) await journal.write(code, writer, { key: code })
    if (until.enough) return
  }
}

function impatience(random: ReturnType<typeof randomFrom>): { readonly signal?: AbortSignal } {
  return random.int(1, IMPATIENT) === 1 ? { signal: AbortSignal.timeout(random.int(1, 15)) } : {}
}

/** Below those that the kernel gives to outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const taken = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(true))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)))
    })
    if (!taken) return port
  }
}
