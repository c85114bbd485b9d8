/** The guard before every datasource (bulkhead, breaker, deadline, errors) and the registry that opens them. */

import { getEventListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Compiled, Datasource, Engine, RunOptions, RunResult, Session } from '../src/datasource/datasource.ts'
import { guard } from '../src/datasource/guard.ts'
import { createRegistry } from '../src/datasource/registry.ts'
import type { StatementEvent } from '../src/datasource/report.ts'

const compiled: Compiled = { text: 'x', params: [], decode: [] }
const result: RunResult = { rows: [[1]] }

function options(ms = 5_000, lane: RunOptions['lane'] = 'traffic', signal = new AbortController().signal): RunOptions {
  return { signal, deadline: Date.now() + ms, lane, maxRows: 10 }
}

interface Fake extends Datasource {
  calls: number
  disposed: number
}

function fake(run: () => Promise<RunResult>, name = 'main'): Fake {
  const self: Fake = {
    calls: 0,
    disposed: 0,
    name,
    engine: {} as Engine,
    capabilities: { nest: false, transactions: true, identity: true, objectId: true, decimalPrecision: 38, timePrecision: 6 },
    collation: 'native',
    version: '1',
    run() {
      self.calls++
      return run()
    },
    transaction: (_, work) => work({ run } satisfies Session),
    health: async () => ({ ok: true, latency: 1, serverVersion: '1', database: null, error: null, trouble: null }),
    async [Symbol.asyncDispose]() {
      self.disposed++
    },
  }
  return self
}

const failure = async (work: Promise<unknown>): Promise<GatewayError> => {
  const error = await work.then(
    () => new Error('did not fail'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(GatewayError)
  return error as GatewayError
}

const roomy = { concurrency: 10, queue: 10 }
const unavailable = () => Promise.reject(new GatewayError('DATASOURCE_UNAVAILABLE', 'gone'))

describe('errors', () => {
  test('a foreign error becomes INTERNAL_SERVER_ERROR with its cause and the datasource', async () => {
    const cause = new TypeError('driver words')
    const error = await failure(
      guard(
        fake(() => Promise.reject(cause)),
        roomy,
      ).run(compiled, [], options()),
    )
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', datasource: 'main', cause })
    expect(error.message).not.toContain('driver')
  })

  test('a GatewayError keeps code, message and fields and gets the name', async () => {
    const known = new GatewayError('UNIQUE_VIOLATION', 'twice', { fields: ['sku'] })
    const error = await failure(
      guard(
        fake(() => Promise.reject(known)),
        roomy,
      ).run(compiled, [], options()),
    )
    expect(error).toMatchObject({ code: 'UNIQUE_VIOLATION', message: 'twice', fields: ['sku'], datasource: 'main' })
  })

  test('an engine that throws at once is no different', async () => {
    const rude = fake(() => {
      throw new Error('at once')
    })
    expect(await failure(guard(rude, roomy).run(compiled, [], options()))).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
  })

  test("what a transaction's own work throws leaves as it is", async () => {
    const own = new RangeError('mine')
    await expect(
      guard(
        fake(async () => result),
        roomy,
      ).transaction({ ...options(), readOnly: false }, () => Promise.reject(own)),
    ).rejects.toBe(own)
  })

  test("a statement's failure inside a transaction names the datasource", async () => {
    const guarded = guard(
      fake(() => Promise.reject(new Error('words'))),
      roomy,
    )
    const error = await failure(guarded.transaction({ ...options(), readOnly: false }, (session) => session.run(compiled, [], options())))
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', datasource: 'main' })
  })
})

describe('what observers are told of a transaction', () => {
  const write: Compiled = { ...compiled, touched: { kind: 'update', table: 't', namespace: undefined, columns: {} } }
  const observed = (run: () => Promise<RunResult>) => {
    const events: StatementEvent[] = []
    const guarded = guard(fake(run), { ...roomy, observe: (event) => events.push(event) })
    const told = () => events.map(({ text, transaction, about, rows, code }) => [text, transaction, about?.action, rows, code])
    return { guarded, told }
  }
  const about = { action: 'update', model: 'Order' } as const

  test('each of its statements, and itself without a text', async () => {
    const { guarded, told } = observed(async () => ({ rows: [], affected: 3 }))
    await guarded.transaction({ ...options(), readOnly: false }, (session) => session.run(write, [], { ...options(), about }))
    expect(told()).toEqual([
      ['x', 'part', 'update', 3, null],
      [undefined, 'whole', undefined, 0, null],
    ])
  })

  test('the failure of a statement once: the transaction was rolled back', async () => {
    const { guarded, told } = observed(() => Promise.reject(new GatewayError('UNIQUE_VIOLATION', 'twice')))
    const error = await failure(
      guarded.transaction({ ...options(), readOnly: false }, (session) => session.run(write, [], { ...options(), about })),
    )
    expect(error.code).toBe('UNIQUE_VIOLATION')
    expect(told().map((event) => event[4])).toEqual(['UNIQUE_VIOLATION', 'TRANSACTION_ROLLED_BACK'])
  })
})

describe('a write of which no answer comes', () => {
  const touched: Compiled = { ...compiled, touched: { kind: 'insert', table: 't', namespace: undefined, columns: {} } }
  const never = () => new Promise<never>(() => {})
  /** Does the work and never comes back from its commit. */
  const stuck = (): Datasource => ({
    ...fake(async () => result),
    transaction: async (_, work) => {
      await work({ run: async () => result })
      return never()
    },
  })

  test('may have been done; one that was not committed has not', async () => {
    const ends = () => ({ ...options(50), readOnly: false })
    expect((await failure(guard(fake(never), roomy).run(touched, [], options(50)))).code).toBe('WRITE_OUTCOME_UNKNOWN')
    expect((await failure(guard(fake(never), roomy).run(compiled, [], options(50)))).code).toBe('DATASOURCE_TIMEOUT')
    expect((await failure(guard(stuck(), roomy).transaction(ends(), async () => 1))).code).toBe('WRITE_OUTCOME_UNKNOWN')
    expect((await failure(guard(stuck(), roomy).transaction(ends(), never))).code).toBe('DATASOURCE_TIMEOUT')
  })

  test('is waited for until the deadline, also where the client has left', async () => {
    const client = new AbortController()
    const asked = { ...options(500, 'traffic', client.signal), readOnly: false }
    const began = Date.now()
    const done = failure(
      guard(stuck(), roomy).transaction(asked, async () => {
        setImmediate(() => client.abort())
      }),
    )
    expect((await done).code).toBe('WRITE_OUTCOME_UNKNOWN')
    expect(Date.now() - began).toBeGreaterThanOrEqual(490)
  })

  test('to a datasource that is read-only is refused outside transactions as well', async () => {
    const engine = fake(async () => result)
    expect((await failure(guard(engine, { ...roomy, readOnly: true }).run(touched, [], options()))).code).toBe('DATASOURCE_READ_ONLY')
    expect(engine.calls).toBe(0)
  })
})

describe('deadline', () => {
  const never = () => new Promise<RunResult>(() => {})

  test('holds even where the engine ignores it', async () => {
    const began = performance.now()
    const error = await failure(guard(fake(never), roomy).run(compiled, [], options(100)))
    expect(error.code).toBe('DATASOURCE_TIMEOUT')
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('an abort is a cancellation, a timeout signal is a timeout', async () => {
    const client = new AbortController()
    setTimeout(() => client.abort(), 20)
    expect((await failure(guard(fake(never), roomy).run(compiled, [], options(5_000, 'traffic', client.signal)))).code).toBe(
      'QUERY_CANCELLED',
    )
    const timer = AbortSignal.timeout(20)
    expect((await failure(guard(fake(never), roomy).run(compiled, [], options(5_000, 'traffic', timer)))).code).toBe('DATASOURCE_TIMEOUT')
  })

  test('one that has passed already asks nothing', async () => {
    const engine = fake(async () => result)
    expect((await failure(guard(engine, roomy).run(compiled, [], options(-1)))).code).toBe('DATASOURCE_TIMEOUT')
    expect(engine.calls).toBe(0)
  })

  test('a late rejection of the engine is not left unhandled', async () => {
    const seen: unknown[] = []
    const listen = (reason: unknown) => seen.push(reason)
    process.on('unhandledRejection', listen)
    const late = fake(async () => {
      await pause(150)
      throw new Error('late')
    })
    await failure(guard(late, roomy).run(compiled, [], options(30)))
    await pause(200)
    process.off('unhandledRejection', listen)
    expect(seen).toEqual([])
  })

  test('leaves no timers and no listeners behind', async () => {
    const client = new AbortController()
    const guarded = guard(
      fake(async () => result),
      roomy,
    )
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    for (let i = 0; i < 50; i++) await guarded.run(compiled, [], options(60_000, 'traffic', client.signal))
    expect(timers()).toBe(before)
    expect(getEventListeners(client.signal, 'abort')).toEqual([])
  })
})

describe('bulkhead', () => {
  test('lets so many in, queues so many, turns the rest away at once', async () => {
    const release: (() => void)[] = []
    const engine = fake(() => new Promise((resolve) => release.push(() => resolve(result))))
    const guarded = guard(engine, { concurrency: 2, queue: 1 })
    const inside = [guarded.run(compiled, [], options()), guarded.run(compiled, [], options())]
    const queued = guarded.run(compiled, [], options())
    expect((await failure(guarded.run(compiled, [], options()))).code).toBe('DATASOURCE_OVERLOADED')
    expect(engine.calls).toBe(2)
    release[0]?.()
    await inside[0]
    await pause(1)
    expect(engine.calls).toBe(3)
    for (const call of release) call()
    await Promise.all([...inside, queued])
  })

  test('drops who waited past the deadline, and the room is free again', async () => {
    let open = (_: RunResult): void => {}
    const engine = fake(() => new Promise((resolve) => (open = resolve)))
    const guarded = guard(engine, { concurrency: 1, queue: 5 })
    const first = guarded.run(compiled, [], options())
    expect((await failure(guarded.run(compiled, [], options(40)))).code).toBe('DATASOURCE_TIMEOUT')
    open(result)
    await first
    expect(engine.calls).toBe(1)
    const next = guarded.run(compiled, [], options())
    await pause(1)
    open(result)
    await next
    expect(engine.calls).toBe(2)
  })

  test('probes and admin work never wait behind traffic', async () => {
    let first = true
    const engine = fake(() => {
      if (!first) return Promise.resolve(result)
      first = false
      return new Promise(() => {})
    })
    const guarded = guard(engine, { concurrency: 1, queue: 0 })
    guarded.run(compiled, [], options(300)).catch(() => undefined)
    await expect(guarded.run(compiled, [], options(200, 'probe'))).resolves.toBe(result)
    await expect(guarded.run(compiled, [], options(200, 'admin'))).resolves.toBe(result)
    expect((await guarded.health(options(200))).ok).toBe(true)
  })
})

describe('breaker', () => {
  test('opens after five failures to connect in a row and then answers without asking', async () => {
    const engine = fake(unavailable)
    const guarded = guard(engine, roomy)
    for (let i = 0; i < 8; i++) expect((await failure(guarded.run(compiled, [], options()))).code).toBe('DATASOURCE_UNAVAILABLE')
    expect(engine.calls).toBe(5)
  })

  test('those who wait for room while it opens are answered at once, and their failures are not counted', async () => {
    let fail = (): void => undefined
    const engine = fake(() => new Promise((_, reject) => (fail = () => reject(new GatewayError('DATASOURCE_UNAVAILABLE', 'gone')))))
    const guarded = guard(engine, { concurrency: 1, queue: 100 })
    const all = Array.from({ length: 50 }, () => failure(guarded.run(compiled, [], options(30_000))))
    for (let i = 0; i < 5; i++) {
      await pause(1)
      fail()
    }
    for (const { code } of await Promise.all(all)) expect(code).toBe('DATASOURCE_UNAVAILABLE')
    expect(engine.calls).toBe(5)
    expect(guarded.breaker?.()).toBe('open')
  })

  test('who cannot get in within the time for that is told that there is too much to do; that says nothing of the database', async () => {
    const engine = fake(() => new Promise(() => undefined))
    const guarded = guard(engine, { concurrency: 1, queue: 100, acquireTimeout: 30 })
    guarded.run(compiled, [], options(60_000)).catch(() => undefined)
    const codes = await Promise.all(Array.from({ length: 8 }, () => failure(guarded.run(compiled, [], options(60_000)))))
    expect(codes.map(({ code }) => code)).toEqual(Array.from({ length: 8 }, () => 'DATASOURCE_OVERLOADED'))
    expect(engine.calls).toBe(1)
    expect(guarded.breaker?.()).toBe('closed')
  })

  test('does not count what the database itself answered, nor timeouts', async () => {
    for (const code of ['UNIQUE_VIOLATION', 'DATASOURCE_TIMEOUT', 'DATASOURCE_OVERLOADED'] as const) {
      const engine = fake(() => Promise.reject(new GatewayError(code, 'no')))
      const guarded = guard(engine, roomy)
      for (let i = 0; i < 8; i++) await failure(guarded.run(compiled, [], options()))
      expect(engine.calls).toBe(8)
    }
  })

  test('a timeout among failures to connect is no sign of life, an answer of the database is one', async () => {
    for (const [between, state] of [
      ['DATASOURCE_TIMEOUT', 'open'],
      ['UNIQUE_VIOLATION', 'closed'],
    ] as const) {
      let n = 0
      const guarded = guard(
        fake(() => (++n === 3 ? Promise.reject(new GatewayError(between, 'no')) : unavailable())),
        roomy,
      )
      for (let i = 0; i < 6; i++) await failure(guarded.run(compiled, [], options()))
      expect([between, guarded.breaker?.()]).toEqual([between, state])
    }
  })

  test('tries one again after a while and closes when that works', async () => {
    let healthy = false
    const engine = fake(() => (healthy ? Promise.resolve(result) : unavailable()))
    const guarded = guard(engine, roomy)
    for (let i = 0; i < 6; i++) await failure(guarded.run(compiled, [], options()))
    healthy = true
    expect((await failure(guarded.run(compiled, [], options()))).code).toBe('DATASOURCE_UNAVAILABLE')
    await pause(270)
    await guarded.run(compiled, [], options())
    await Promise.all(Array.from({ length: 5 }, () => guarded.run(compiled, [], options())))
  })

  test('a health probe goes through and closes it; the log hears of both turns once, with the cause', async () => {
    const lines: string[] = []
    const note = (level: string) => (message: string, fields?: Record<string, unknown>) =>
      lines.push(`${level} ${message} ${fields?.cause ?? ''}`)
    const log = { info: note('info'), warn: note('warn'), error: note('error') }
    const engine = fake(() => Promise.reject(new GatewayError('DATASOURCE_UNAVAILABLE', 'gone', { cause: new Error('folder is locked') })))
    const guarded = guard(engine, { ...roomy, log })
    for (let i = 0; i < 6; i++) await failure(guarded.run(compiled, [], options()))
    expect((await guarded.health(options())).ok).toBe(true)
    await failure(guarded.run(compiled, [], options()))
    expect(engine.calls).toBe(6)
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['error', 'info', 'error'])
    expect(lines[0]).toContain('folder is locked')
  })
})

describe('registry', () => {
  const engineOf = (opened: Fake[], type = 'fake'): Engine =>
    ({
      type,
      options: {},
      open(name: string) {
        const datasource = fake(async () => result, name)
        opened.push(datasource)
        return datasource
      },
    }) as unknown as Engine

  test('opens each at first use, once, and closes all', async () => {
    const opened: Fake[] = []
    const engine = engineOf(opened)
    const registry = createRegistry(
      ['a', 'b', 'c'].map((name) => ({ name, engine, settings: {} })),
      { dataDir: '/nowhere' },
    )
    expect(registry.names).toEqual(['a', 'b', 'c'])
    expect(opened).toHaveLength(0)
    expect(registry.get('a')).toBe(registry.get('a'))
    expect(registry.get('x', { datasource: 'b' }).name).toBe('b')
    expect(opened.map(({ name }) => name)).toEqual(['a', 'b'])
    await registry[Symbol.asyncDispose]()
    expect(opened.map(({ disposed }) => disposed)).toEqual([1, 1])
    expect(() => registry.get('a')).toThrow(expect.objectContaining({ code: 'SHUTTING_DOWN' }))
  })

  test('an unknown name is a fault of ours', () => {
    const registry = createRegistry([], { dataDir: '/nowhere' })
    expect(() => registry.get('nope')).toThrow('no datasource nope')
    expect(() => registry.get('constructor')).toThrow('no datasource constructor')
  })

  test('one that cannot be closed does not keep the others open', async () => {
    const opened: Fake[] = []
    const warned: string[] = []
    const engine = engineOf(opened)
    const registry = createRegistry(
      ['a', 'b'].map((name) => ({ name, engine, settings: {} })),
      { dataDir: '/nowhere', log: { info() {}, error() {}, warn: (message) => warned.push(message) } },
    )
    registry.get('a')
    registry.get('b')
    ;(opened[0] as Fake)[Symbol.asyncDispose] = () => Promise.reject(new Error('stuck'))
    await registry[Symbol.asyncDispose]()
    expect(opened[1]?.disposed).toBe(1)
    expect(warned).toHaveLength(1)
  })

  test('what is disposed runs nothing more', async () => {
    const engine = fake(async () => result)
    const guarded = guard(engine, { concurrency: 1, queue: 5 })
    await guarded[Symbol.asyncDispose]()
    expect((await failure(guarded.run(compiled, [], options()))).code).toBe('SHUTTING_DOWN')
    expect(engine.calls).toBe(0)
  })
})
