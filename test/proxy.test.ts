/** The proxy of the fault tests: what it does to bytes is what it says. */

import { connect, createServer, type Server } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FaultyWay, startProxy } from './support/proxy.ts'

let server: Server
let proxy: FaultyWay
beforeEach(async () => {
  // Says back what it hears, in capitals.
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => socket.write(String(bytes).toUpperCase()))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  proxy = await startProxy({ host: '127.0.0.1', port: (server.address() as { port: number }).port })
})
afterEach(async () => {
  await proxy[Symbol.asyncDispose]()
  await new Promise((done) => server.close(done))
})

function client() {
  const socket = connect(proxy.port, '127.0.0.1')
  let heard = ''
  socket.on('data', (bytes) => (heard += bytes))
  const ended = new Promise<string>((done) => {
    socket.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    socket.once('close', () => done('closed'))
  })
  return { socket, ended, heard: () => heard, say: (text: string) => socket.write(text) }
}
const until = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 400; i++)
    if (holds()) return
    else await pause(10)
  expect.fail('it did not come about')
}

test('bytes go through, and connections are counted', async () => {
  const one = client()
  one.say('hello')
  await until(() => one.heard() === 'HELLO')
  const two = client()
  two.say('x')
  await until(() => two.heard() === 'X')
  expect([proxy.opened, proxy.standing, proxy.answered]).toEqual([2, 2, 6])
  one.socket.destroy()
  await until(() => proxy.standing === 1)
})

test('in a hole all is swallowed and nothing ends; what comes afterwards goes through', async () => {
  const one = client()
  one.say('a')
  await until(() => one.heard() === 'A')
  await proxy.set('hole')
  one.say('b')
  const two = client()
  two.say('c')
  await pause(100)
  expect([one.heard(), two.heard(), one.socket.destroyed, two.socket.destroyed]).toEqual(['A', '', false, false])
  await proxy.set('pass')
  one.say('d')
  two.say('e')
  await until(() => one.heard() === 'AD' && two.heard() === 'E')
})

test('reset and refused, and open again on the same port', async () => {
  const one = client()
  one.say('a')
  await until(() => one.heard() === 'A')
  await proxy.set('rst')
  expect(await one.ended).toBe('ECONNRESET')
  expect(await client().ended).toBe('ECONNRESET')
  await proxy.set('refuse')
  expect(await client().ended).toBe('ECONNREFUSED')
  await proxy.set('pass')
  const two = client()
  two.say('b')
  await until(() => two.heard() === 'B')
})

test('cut after so many bytes, as often as was asked', async () => {
  for (const bytes of [0, 1, 3]) {
    proxy.cutAfter(bytes, 1)
    const cut = client()
    cut.say('abcdef')
    expect(await cut.ended).toBe('ECONNRESET')
    expect(cut.heard()).toBe('ABCDEF'.slice(0, bytes))
    const whole = client()
    whole.say('abcdef')
    await until(() => whole.heard() === 'ABCDEF')
  }
})

test('late and slow, in order', async () => {
  proxy.delay(150)
  const one = client()
  const began = performance.now()
  one.say('a')
  await until(() => one.heard() === 'A')
  expect(performance.now() - began).toBeGreaterThanOrEqual(140)
  proxy.delay(0)
  proxy.bandwidth(1_000)
  one.say('b'.repeat(200))
  proxy.bandwidth(Number.POSITIVE_INFINITY)
  one.say('c')
  await until(() => one.heard().length === 202)
  expect(one.heard()).toBe(`A${'B'.repeat(200)}C`)
})
