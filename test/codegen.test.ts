/** What is generated must be what is committed. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generate } from '../codegen.ts'

test('schema.graphql and the typed documents are up to date; otherwise run npm run codegen', async () => {
  for (const [path, text] of await generate()) expect(readFileSync(join(import.meta.dirname, '..', path), 'utf8') === text, path).toBe(true)
})
