/** What the guard is made of: breaker, queue, retries and logins, as units and for any order of events. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import { type Attempt, createBreaker, type Outcome } from '../src/datasource/breaker.ts'
import { createBulkhead } from '../src/datasource/bulkhead.ts'
import { createRetries } from '../src/datasource/retries.ts'
import { createLogins } from '../src/engines/server/login.ts'

const OUTCOMES: readonly Outcome[] = ['up', 'down', 'unknown']

describe('breaker', () => {
  /** One that has just opened, with its clock. */
  function opened() {
    const clock = { at: 0 }
    const breaker = createBreaker(() => clock.at)
    for (let i = 0; i < 5; i++) breaker.admit()?.report('down')
    return { clock, breaker }
  }
  /** Waits until it lets one through. */
  function knock({ clock, breaker }: ReturnType<typeof opened>): { attempt: Attempt; waited: number } {
    const from = clock.at
    for (;;) {
      const attempt = breaker.admit()
      if (attempt !== null) return { attempt, waited: clock.at - from }
      clock.at++
    }
  }

  test('opens at the fifth failure in a row, and not before', () => {
    const breaker = createBreaker(() => 0)
    for (let i = 0; i < 4; i++) breaker.admit()?.report('down')
    breaker.admit()?.report('up')
    for (let i = 0; i < 4; i++) breaker.admit()?.report('down')
    // Learnt nothing: neither a failure nor its end.
    breaker.admit()?.report('unknown')
    expect(breaker.state).toBe('closed')
    breaker.admit()?.report('down')
    expect(breaker.state).toBe('open')
    expect(breaker.admit()).toBeNull()
  })

  test('lets one through when half open, and waits longer after each failure, up to two seconds', () => {
    const at = opened()
    const waits: number[] = []
    for (let round = 0; round < 6; round++) {
      const { attempt, waited } = knock(at)
      expect(at.breaker.state).toBe('half-open')
      expect(at.breaker.admit()).toBeNull()
      waits.push(waited)
      attempt.report('down')
      expect(at.breaker.state).toBe('open')
    }
    for (const [i, wait] of waits.entries()) {
      const most = Math.min(250 * 2 ** i, 2_000)
      expect(wait).toBeLessThanOrEqual(most + 1)
      expect(wait).toBeGreaterThanOrEqual(most * 0.75)
    }
    knock(at).attempt.report('up')
    expect(at.breaker.state).toBe('closed')
    expect([at.breaker.admit(), at.breaker.admit()]).not.toContain(null)
  })

  test('the end of what was let in before it opened lets nobody else through', () => {
    const clock = { at: 0 }
    const breaker = createBreaker(() => clock.at)
    const early = Array.from({ length: 20 }, () => breaker.admit())
    for (const attempt of early.slice(0, 5)) attempt?.report('down')
    clock.at = 300
    const probe = breaker.admit()
    expect(probe).not.toBeNull()
    for (const attempt of early.slice(5, 15)) attempt?.report('unknown')
    for (const attempt of early.slice(15)) attempt?.report('down')
    expect(breaker.admit()).toBeNull()
    expect(breaker.state).toBe('half-open')
    probe?.report('up')
    expect(breaker.state).toBe('closed')
  })

  test('an attempt that hangs does not keep the next one waiting for ever', () => {
    const at = opened()
    const hanging = knock(at).attempt
    const { attempt, waited } = knock(at)
    expect(waited).toBeLessThanOrEqual(2_000)
    hanging.report('down')
    expect(at.breaker.state).toBe('half-open')
    attempt.report('up')
    expect(at.breaker.state).toBe('closed')
  })

  test('a probe that found the database closes it at once', () => {
    const { breaker } = opened()
    breaker.learn('up')
    expect(breaker.state).toBe('closed')
  })

  test('whatever happens: never open without five failures since the last success, never more than one attempt in two seconds', () => {
    const event = fc.record({ wait: fc.integer({ min: 0, max: 400 }), outcome: fc.constantFrom(...OUTCOMES), late: fc.boolean() })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const clock = { at: 0 }
        const breaker = createBreaker(() => clock.at)
        const pending: [Attempt, Outcome][] = []
        let failures = 0
        let last = Number.NEGATIVE_INFINITY
        const report = (attempt: Attempt, outcome: Outcome) => {
          if (outcome === 'down') failures++
          if (outcome === 'up') failures = 0
          attempt.report(outcome)
          if (outcome === 'up') expect(breaker.state).toBe('closed')
          if (breaker.state !== 'closed') expect(failures).toBeGreaterThanOrEqual(5)
        }
        for (const { wait, outcome, late } of events) {
          clock.at += wait
          const was = breaker.state
          const attempt = breaker.admit()
          if (was === 'closed') expect(attempt).not.toBeNull()
          if (was === 'half-open' && attempt !== null) expect(clock.at - last).toBeGreaterThanOrEqual(2_000)
          if (was !== 'closed' && attempt !== null) last = clock.at
          if (attempt !== null && late) pending.push([attempt, outcome])
          else if (attempt !== null) report(attempt, outcome)
          else if (pending.length > 3) report(...(pending.shift() as [Attempt, Outcome]))
        }
      }),
    )
  })
})

describe('queue', () => {
  const ending = (ms: number, signal = new AbortController().signal) => ({ signal, deadline: Date.now() + ms })
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'let in',
      (error: unknown) => (error instanceof GatewayError ? error.code : String(error)),
    )

  test('who waits longer than he may is told that there is too much to do, and takes no room with him', async () => {
    const lane = createBulkhead('main', { concurrency: 1, queue: 5, patience: 30 })
    const leave = await lane.enter(ending(10_000))
    const refused = codeOf(lane.enter(ending(10_000)))
    expect(lane.waiting).toBe(1)
    expect(await refused).toBe('DATASOURCE_OVERLOADED')
    expect(lane.waiting).toBe(0)
    leave()
    leave()
    const again = await lane.enter(ending(10_000))
    expect(await codeOf(lane.enter(ending(20)))).toBe('DATASOURCE_TIMEOUT')
    again()
  })

  test('those who wait come in by their order; who left in between is passed over', async () => {
    const lane = createBulkhead('main', { concurrency: 1, queue: 5 })
    const leave = await lane.enter(ending(10_000))
    const order: string[] = []
    const gone = new AbortController()
    const enter = async (name: string, signal?: AbortSignal) => {
      const out = await lane.enter(ending(10_000, signal))
      order.push(name)
      out()
    }
    const first = enter('first')
    const second = codeOf(enter('second', gone.signal))
    const third = enter('third')
    gone.abort()
    leave()
    expect(await second).toBe('QUERY_CANCELLED')
    await Promise.all([first, third])
    expect(order).toEqual(['first', 'third'])
  })

  test('all who wait can be refused together', async () => {
    const lane = createBulkhead('main', { concurrency: 1, queue: 5 })
    const leave = await lane.enter(ending(10_000))
    const waiting = [1, 2, 3].map(() => codeOf(lane.enter(ending(10_000))))
    lane.refuse(new GatewayError('DATASOURCE_UNAVAILABLE', 'gone'))
    expect(await Promise.all(waiting)).toEqual(['DATASOURCE_UNAVAILABLE', 'DATASOURCE_UNAVAILABLE', 'DATASOURCE_UNAVAILABLE'])
    leave()
    expect(await codeOf(lane.enter(ending(10_000)))).toBe('let in')
  })

  test('whoever comes, leaves and gives up: never more inside than may be, never one too many waiting, no room lost', async () => {
    const step = fc.oneof(fc.constant('enter'), fc.constant('leave'), fc.constant('abort'))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        fc.array(step, { maxLength: 60 }),
        async (size, queue, steps) => {
          const lane = createBulkhead('main', { concurrency: size, queue })
          const inside: (() => void)[] = []
          const waiting: { readonly abort: AbortController; readonly entered: Promise<boolean> }[] = []
          let admitted = 0
          for (const each of steps) {
            if (each === 'leave') inside.shift()?.()
            else if (each === 'abort') waiting.shift()?.abort.abort()
            else {
              const abort = new AbortController()
              const entered = lane.enter(ending(60_000, abort.signal)).then(
                (leave) => {
                  inside.push(leave)
                  return ++admitted > 0
                },
                () => false,
              )
              waiting.push({ abort, entered })
            }
            await new Promise((done) => setImmediate(done))
            expect(inside.length).toBeLessThanOrEqual(size)
            expect(lane.waiting).toBeLessThanOrEqual(queue)
          }
          for (const { abort } of waiting) abort.abort()
          await Promise.all(waiting.map(({ entered }) => entered))
          for (const leave of inside) leave()
          const all = await Promise.all(Array.from({ length: size }, () => codeOf(lane.enter(ending(60_000)))))
          expect(all).toEqual(Array.from({ length: size }, () => 'let in'))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('retries', () => {
  test('some at once, and then never more than a tenth of what is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 2_000 }), (events) => {
        const retries = createRetries()
        let asked = 0
        let again = 0
        for (const fails of events) {
          retries.asked()
          asked++
          if (fails && retries.spend()) again++
          expect(again).toBeLessThanOrEqual(20 + asked / 10)
        }
      }),
    )
    const retries = createRetries()
    expect(Array.from({ length: 30 }, () => retries.spend()).filter(Boolean)).toHaveLength(20)
    for (let i = 0; i < 11; i++) retries.asked()
    expect([retries.spend(), retries.spend()]).toEqual([true, false])
  })
})

describe('logins', () => {
  const refusalOf = (error: unknown) => {
    const { message } = error as Error
    return message === 'no' ? 'credentials' : message === 'full' ? 'place' : null
  }
  const outcome = (work: Promise<unknown>): Promise<string> => work.then(String, (error: Error) => error.message)
  function counted() {
    const clock = { at: 0 }
    const logins = createLogins(refusalOf, () => clock.at)
    let tries = 0
    return {
      clock,
      tries: () => tries,
      attempt: (word: string) =>
        outcome(
          logins.attempt(async () => {
            tries++
            if (word !== 'in') throw new Error(word)
            return word
          }),
        ),
    }
  }
  /** How long after a refusal it takes until the server is asked again. */
  async function waited({ clock, tries, attempt }: ReturnType<typeof counted>, word: string, step: number): Promise<number> {
    const [from, before] = [clock.at, tries()]
    for (;;) {
      expect(await attempt(word)).toBe(word)
      if (tries() > before) return clock.at - from
      clock.at += step
    }
  }

  test('a refused one is not tried again for seconds, then longer and longer; one that is taken forgets it', async () => {
    const on = counted()
    expect(await on.attempt('no')).toBe('no')
    const waits: number[] = []
    for (let round = 0; round < 5; round++) waits.push(await waited(on, 'no', 500))
    expect(waits).toEqual([5_000, 10_000, 20_000, 30_000, 30_000])
    on.clock.at += 30_000
    expect(await on.attempt('in')).toBe('in')
    expect(await on.attempt('no')).toBe('no')
    expect(await waited(on, 'no', 500)).toBe(5_000)
  })

  test('where the server takes nobody at the moment, it is asked some times a second', async () => {
    const on = counted()
    expect(await on.attempt('in')).toBe('in')
    expect(await on.attempt('full')).toBe('full')
    const waits: number[] = []
    for (let round = 0; round < 4; round++) waits.push(await waited(on, 'full', 10))
    expect(waits).toEqual([50, 100, 200, 200])
  })

  test('what happens on the way to the server is no refusal', async () => {
    const on = counted()
    for (let i = 0; i < 5; i++) expect(await on.attempt('cut')).toBe('cut')
    expect(on.tries()).toBe(5)
  })

  test('before the first is taken there is one at a time, and its failure is everybody’s; afterwards as many as come', async () => {
    const logins = createLogins(refusalOf, () => 0)
    let under = 0
    let most = 0
    const login = (end: () => string) => async () => {
      most = Math.max(most, ++under)
      await new Promise((done) => setImmediate(done))
      under--
      return end()
    }
    const down = login(() => {
      throw new Error('down')
    })
    expect(await Promise.all([1, 2, 3].map(() => outcome(logins.attempt(down))))).toEqual(['down', 'down', 'down'])
    expect(most).toBe(1)
    const up = login(() => 'in')
    expect(await Promise.all([1, 2, 3].map(() => outcome(logins.attempt(up))))).toEqual(['in', 'in', 'in'])
    await Promise.all([1, 2, 3].map(() => outcome(logins.attempt(up))))
    expect(most).toBe(3)
  })
})
