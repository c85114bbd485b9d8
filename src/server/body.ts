/** A request's body, read up to a cap, whatever it arrives in. */

import type { IncomingMessage } from 'node:http'
import { badInput } from '../base/errors.ts'
import { bodyTooLarge } from './answer.ts'

/** Reads a body of at most `cap` bytes; more is refused with QUERY_LIMIT_EXCEEDED, whatever length was declared. */
export type ReadBody = (cap: number) => Promise<Uint8Array>

/** By events: an async iterator over a node stream costs several times as much, and bodies are mostly one chunk. */
export function nodeBody(request: IncomingMessage): ReadBody {
  return (cap) => {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
    const chunks: Buffer[] = []
    let size = 0
    const keep = (chunk: Buffer) => {
      size += chunk.length
      if (size <= cap) chunks.push(chunk)
      else {
        // The rest is read and dropped, so that the client gets to reading its answer; node ends what takes too long.
        request.off('data', keep)
        request.resume()
        reject(bodyTooLarge(cap))
      }
    }
    request.on('data', keep)
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    // A request closes after each body, whole or not, and an error with its stack is dear.
    const early = () => {
      if (!request.complete) reject(badInput('The body ended early.'))
    }
    request.once('close', early)
    request.once('error', early)
    return promise
  }
}

export function webBody(stream: ReadableStream<Uint8Array> | null): ReadBody {
  return async (cap) => {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of stream ?? []) {
      size += chunk.length
      if (size > cap) throw bodyTooLarge(cap)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }
}
