/** A server that is told to stop: who had connected by then is answered. */

import { expect, test } from 'vitest'
import { raw, smallServer } from './support/ask.ts'

const BODY = '{"query":"{ hello }"}'
const REQUEST = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`

test('connections that wait to be accepted are not reset with the listener', async () => {
  const { server } = smallServer()
  const { port } = await server.listen()
  // Node accepts one per turn of its loop, so most of these still wait when the listener would be closed.
  const asked = Array.from({ length: 100 }, () => raw(port, REQUEST))
  await server.close(10_000, 1)
  const answers = await Promise.all(asked)
  expect(answers.filter((answer) => !answer.endsWith('{"data":{"hello":"hello"}}'))).toEqual([])
  await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow()
})
