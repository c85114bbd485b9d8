/** The pools of connections to a server, with connections that a test moves: lanes, what is found dead, cancellations, refused logins, too many bytes. */

import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { RunOptions } from '../src/datasource/datasource.ts'
import type { Lane } from '../src/datasource/report.ts'
import { failure } from '../src/engines/hosted/failure.ts'
import { type Answer, type Host, SessionFailure, type Task } from '../src/engines/hosted/host.ts'
import type { Connection } from '../src/engines/server/connection.ts'
import { createServerHost } from '../src/engines/server/host.ts'
import { metered } from '../src/engines/server/meter.ts'

const ROWS: Answer = { kind: 'rows', rows: [], more: false }
const TASK: Task = { kind: 'run', text: 'select 1', params: [], maxRows: 1 }
const options = (lane: Lane = 'traffic', ms = 10_000, signal = new AbortController().signal): RunOptions => ({
  ...{ signal, deadline: Date.now() + ms, lane, maxRows: 10 },
})
const dead = () => new SessionFailure(failure('DATASOURCE_UNAVAILABLE', 'cut'))

interface Fake extends Connection {
  readonly lane: Lane
  readonly id: number
  usable: boolean
  closed: number
  cancelled: number
  answer: () => Promise<Answer>
  cancelling: () => Promise<void>
}

const hosts: Host[] = []
afterEach(async () => {
  for (const host of hosts.splice(0)) await host[Symbol.asyncDispose]()
})

function open(size: number, connecting: (lane: Lane) => Promise<void> = async () => undefined) {
  const made: Fake[] = []
  const host = createServerHost({
    name: 'main',
    size,
    connectTimeout: 500,
    connect: async (lane) => {
      await connecting(lane)
      const fake: Fake = {
        ...{ lane, id: made.length, serverVersion: '1', usable: true, closed: 0, cancelled: 0 },
        answer: async () => ROWS,
        cancelling: async () => undefined,
        ask: () => fake.answer(),
        async cancel() {
          fake.cancelled++
          await fake.cancelling()
        },
        async close() {
          fake.usable = false
          fake.closed++
        },
      }
      made.push(fake)
      return fake
    },
  })
  hosts.push(host)
  const use = async (lane: Lane = 'traffic') => {
    const lease = await host.lease(options(lane), false)
    try {
      return await lease.ask(TASK, options(lane))
    } finally {
      lease.release()
    }
  }
  return { host, made, use }
}
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof GatewayError ? error.code : String(error)),
  )

describe('lanes', () => {
  test('while traffic holds all of its connections, probes and operators have theirs, and never the other way round', async () => {
    const { host, made } = open(2)
    const held = await Promise.all([host.lease(options(), false), host.lease(options(), false)])
    expect(await codeOf(host.lease(options('traffic', 50), false))).toBe('DATASOURCE_TIMEOUT')
    const side = await Promise.all((['probe', 'probe', 'admin', 'admin'] as const).map((lane) => host.lease(options(lane), false)))
    expect(await codeOf(host.lease(options('probe', 50), false))).toBe('DATASOURCE_TIMEOUT')
    expect(made.map(({ lane }) => lane).sort()).toEqual(['admin', 'admin', 'probe', 'probe', 'traffic', 'traffic'])
    expect(host.pool()).toMatchObject({ max: 2, used: 2, idle: 0 })
    for (const lease of [...held, ...side]) lease.release()
    expect(host.pool()).toMatchObject({ used: 0, idle: 2 })
    const again = await host.lease(options(), false)
    expect(again.reused).toBe(true)
    again.release()
  })
})

describe('a connection that is found dead', () => {
  test('takes the idle ones with it, of every lane, and those that were made after it are kept', async () => {
    const { host, made, use } = open(3)
    const first = await Promise.all([1, 2, 3].map(() => host.lease(options(), false)))
    for (const lease of first) lease.release()
    await use('probe')
    expect(made).toHaveLength(4)
    const [one, two] = [await host.lease(options(), false), await host.lease(options(), false)]
    const lent = made.filter(({ lane }) => lane === 'traffic')
    for (const fake of lent)
      fake.answer = async () => {
        fake.usable = false
        throw dead()
      }
    expect(await codeOf(one.ask(TASK, options()))).toBe('DATASOURCE_UNAVAILABLE')
    one.release()
    await use()
    await use('probe')
    expect(made).toHaveLength(6)
    // Died together with the first; says nothing of what was connected since.
    expect(await codeOf(two.ask(TASK, options()))).toBe('DATASOURCE_UNAVAILABLE')
    two.release()
    await use()
    await use('probe')
    expect(made).toHaveLength(6)
  })

  test('an error of a statement takes nobody with it', async () => {
    const { made, use } = open(1)
    await use()
    const [fake] = made
    if (fake !== undefined)
      fake.answer = async () => {
        throw new SessionFailure(failure('UNIQUE_VIOLATION', 'there already'))
      }
    for (let i = 0; i < 3; i++) expect(await codeOf(use())).toBe('UNIQUE_VIOLATION')
    expect(made).toHaveLength(1)
  })
})

describe('a request that is over', () => {
  test('its connection is cancelled, closed, and lent to nobody before that is done', async () => {
    const { host, made, use } = open(1)
    const leaving = new AbortController()
    const lease = await host.lease(options('traffic', 10_000, leaving.signal), false)
    const [fake] = made as [Fake]
    let cancelled = (): void => undefined
    fake.answer = () => new Promise(() => undefined)
    fake.cancelling = () => new Promise((done) => (cancelled = done))
    const asked = codeOf(lease.ask(TASK, options('traffic', 10_000, leaving.signal)))
    leaving.abort()
    expect(await asked).toBe('QUERY_CANCELLED')
    const next = use()
    await pause(50)
    expect([fake.cancelled, fake.closed, made.length]).toEqual([1, 0, 1])
    cancelled()
    await next
    expect(fake.closed).toBeGreaterThan(0)
    expect(made).toHaveLength(2)
    expect(await codeOf(lease.ask(TASK, options()))).toBe('QUERY_CANCELLED')
  })

  test('a server that goes on is told again until it stops, and not after that', async () => {
    const { host, made, use } = open(1)
    const lease = await host.lease(options(), false)
    const [fake] = made as [Fake]
    let stopped = (): void => undefined
    fake.answer = () => new Promise((_, reject) => (stopped = () => reject(new SessionFailure(failure('QUERY_CANCELLED', 'stopped')))))
    // The first two come before the statement does.
    fake.cancelling = async () => {
      if (fake.cancelled === 3) stopped()
    }
    expect(await codeOf(lease.ask(TASK, options('traffic', 30)))).toBe('DATASOURCE_TIMEOUT')
    await use()
    expect(fake.cancelled).toBe(3)
  })

  test('a cancellation that is never answered costs the connection all the same, and the place is free again', async () => {
    const { host, made, use } = open(1)
    const lease = await host.lease(options(), false)
    const [fake] = made as [Fake]
    fake.answer = () => new Promise(() => undefined)
    fake.cancelling = () => new Promise(() => undefined)
    expect(await codeOf(lease.ask(TASK, options('traffic', 30)))).toBe('DATASOURCE_TIMEOUT')
    await use()
    expect(fake.closed).toBeGreaterThan(0)
    expect(made).toHaveLength(2)
  })
})

describe('connecting', () => {
  test('a refused login is not tried again by anybody for a while, and says why', async () => {
    let tries = 0
    const { use } = open(3, async () => {
      tries++
      throw new SessionFailure(failure('DATASOURCE_UNAVAILABLE', 'password wrong', { trouble: 'auth' }))
    })
    for (const lane of ['traffic', 'probe', 'admin', 'traffic'] as const) expect(await codeOf(use(lane))).toBe('DATASOURCE_UNAVAILABLE')
    expect(tries).toBe(1)
  })

  test('one that fails for another reason is tried again at once, and whoever waits is told', async () => {
    let down = true
    const { use } = open(2, async () => {
      await pause(5)
      if (down) throw new SessionFailure(failure('DATASOURCE_UNAVAILABLE', 'refused', { trouble: 'refused' }))
    })
    const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(use())))
    expect(codes).toEqual(Array.from({ length: 4 }, () => 'DATASOURCE_UNAVAILABLE'))
    down = false
    expect(await codeOf(use())).toBe('fine')
  })

  test('one that takes too long is no reason to give up on a server that answers: who waits gets what others give back', async () => {
    let slow = false
    let tries = 0
    const tooLong = () => new SessionFailure(failure('DATASOURCE_UNAVAILABLE', 'no session in time', { trouble: 'timeout' }))
    const { host, made, use } = open(2, async () => {
      if (!slow) return
      tries++
      await pause(20)
      throw tooLong()
    })
    const held = await host.lease(options(), false)
    slow = true
    let said = ''
    const waiting = codeOf(use()).then((code) => (said = code))
    while (tries < 3 && said === '') {
      await held.ask(TASK, options())
      await pause(5)
    }
    held.release()
    expect(await waiting).toBe('fine')
    expect(made).toHaveLength(1)
    // It answers nobody now: silent for as long as a login may take.
    const again = await host.lease(options(), false)
    await pause(600)
    expect(await codeOf(use())).toBe('DATASOURCE_UNAVAILABLE')
    again.release()
  })

  test('one that comes after its waiter left is kept for the next', async () => {
    let connected = (): void => undefined
    const { host, made, use } = open(1, () => new Promise((done) => (connected = done)))
    expect(await codeOf(host.lease(options('traffic', 30), false))).toBe('DATASOURCE_TIMEOUT')
    connected()
    await use()
    expect(made).toHaveLength(1)
  })
})

describe('bytes', () => {
  test('an answer that brings too many is given up in the middle, and its connection with it', async () => {
    const { made, use } = open(1)
    await use()
    const [inner] = made as [Fake]
    inner.answer = () => new Promise(() => undefined)
    let destroyed = 0
    const socket = Object.assign(new EventEmitter(), { destroy: () => ++destroyed })
    const connection = metered(inner, socket)
    const asked = connection.ask({ ...TASK, maxBytes: 1_000 }).catch((error: unknown) => (error as SessionFailure).failure.code)
    socket.emit('data', Buffer.alloc(600))
    socket.emit('data', Buffer.alloc(400))
    expect([destroyed, inner.closed]).toEqual([0, 0])
    socket.emit('data', Buffer.alloc(1))
    expect(await asked).toBe('RESULT_TOO_LARGE')
    expect([destroyed, inner.closed, connection.usable]).toEqual([1, 1, false])
  })

  test('each statement is counted by itself', async () => {
    const { made, use } = open(1)
    await use()
    const [inner] = made as [Fake]
    const socket = Object.assign(new EventEmitter(), { destroy: () => expect.fail('not too many') })
    const connection = metered(inner, socket)
    for (let i = 0; i < 10; i++) {
      inner.answer = async () => {
        socket.emit('data', Buffer.alloc(900))
        return ROWS
      }
      expect(await connection.ask({ ...TASK, maxBytes: 1_000 })).toBe(ROWS)
      socket.emit('data', Buffer.alloc(900))
    }
  })
})
