/** Answers that are large, or that nobody takes: neither fills the memory. */

import { once } from 'node:events'
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutUnread } from '../src/server/unread.ts'
import { isHeavier } from '../src/server/weight.ts'
import { post, smallServer } from './support/ask.ts'

const aliases = (count: number, field: string) => Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ')

describe('an answer', () => {
  test('that one value makes large under many names is refused with a code before it is text, and is no fault of ours', async () => {
    const limits = { maxBodyBytes: 10_000, maxTokens: 1_000, maxDepth: 5, maxRootFields: 50, requestTimeout: 5_000, maxResultBytes: 300 }
    await using small = smallServer({ limits })
    const ask = (query: string) => post(small.server.fetch, { query })
    const fits = await ask(`{ ${aliases(15, 'hello')} }`)
    expect([fits.codes, fits.text.length > 200]).toEqual([[], true])
    const large = await ask(`{ ${aliases(30, 'hello')} }`)
    expect([large.codes, large.status, large.data]).toEqual([['RESULT_TOO_LARGE'], 200, null])
    expect(large.text.length).toBeLessThan(500)
    expect(large.messages).toEqual([expect.stringMatching(/more than 300 bytes; ask for fewer rows or fields at once\.$/)])
    const wrote = await ask(`mutation { ${aliases(30, 'write')} }`)
    expect(wrote.messages).toEqual([expect.stringContaining('The mutation has been executed')])
    expect(small.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })

  test('weighs about what its text does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(400), (value, most) => {
        const { length } = JSON.stringify(value)
        // Escapes make a text longer than its characters, whitespace there is none: off by a small factor either way.
        if (isHeavier(value, most)) expect(length * 4 + 4).toBeGreaterThan(most)
        else expect(length).toBeLessThanOrEqual(most * 6 + 12)
      }),
      { seed: Number(process.env.SEED ?? 4), numRuns: 500 },
    )
  })

  test('that its client does not take is given up; one that is taken, or still being made, is not', async () => {
    const open = new Set<ServerResponse>()
    const large = Buffer.alloc(50_000_000, 'x')
    const { promise: late, resolve: isLate } = Promise.withResolvers<ServerResponse>()
    const ended: string[] = []
    const http = createHttpServer((request, response) => {
      open.add(response)
      response.once('close', () => {
        open.delete(response)
        ended.push(`${request.url} ${response.writableFinished ? 'taken' : 'given up'}`)
        http.emit('ended')
      })
      if (request.url === '/late') isLate(response)
      // In either way in which a server may send what does not fit into a socket.
      else if (request.url === '/large') response.end(large)
      else if (request.url === '/larger' && !response.write(large)) response.once('drain', () => response.end())
      else response.end('small')
    })
    using _ = cutUnread(open, 100)
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const { port } = http.address() as AddressInfo
    const waiting = fetch(`http://127.0.0.1:${port}/late`)
    const deaf = ['/large', '/larger'].map((path) => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined)
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
      return socket
    })
    await Promise.all(deaf.map((socket) => once(socket, 'readable')))
    while (ended.length < 2) await once(http, 'ended')
    expect(ended.toSorted()).toEqual(['/large given up', '/larger given up'])
    ;(await late).end('late')
    expect(await (await waiting).text()).toBe('late')
    expect(await (await fetch(`http://127.0.0.1:${port}/small`)).text()).toBe('small')
    while (ended.length < 4) await once(http, 'ended')
    expect(ended.slice(2)).toEqual(['/late taken', '/small taken'])
    for (const socket of deaf) socket.destroy()
    http.closeAllConnections()
    http.close()
  })
})
