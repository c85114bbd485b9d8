/** What the audit of executeQuery keeps: words without values, one line per event that nothing in it can forge, also in the log. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileAudit } from '../src/access/audit.ts'
import { createLog } from '../src/base/log.ts'
import { auditedText } from '../src/graphql/admin/audited.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-audit-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test.each([
  ["select * from t where a = 'V' and b = 'it''s V'", "select * from t where a = '…' and b = '…'"],
  ["select 'V", "select '…'"],
  ["select '' || a, 'V'", "select '…' || a, '…'"],
  ['select $$V$$, $x$V $$ V$x$, a', "select '…', '…', a"],
  ['select $x$V', "select '…'"],
  ['select a from t where b = $1 and c = $2', 'select a from t where b = $1 and c = $2'],
  // Where a string ends behind a backslash, the product and its settings decide.
  ["select 'a\\', 'V', b", "select '…'"],
  ["select 'a\\\nV' from t", "select '…'"],
  ["select E'a\\'V' from t", "select E'…'"],
  [
    '{"find": "users", "filter": {"mail": "V", "tags": {"$in": ["V", "V \\" V"]}}, "sort": {"name": 1}}',
    '{"find": "users", "filter": {"mail": "…", "tags": {"$in": ["…", "…"]}}, "sort": {"name": 1}}',
  ],
  ['{"find": "users", "filter": {"from": "V", "find": "V"}}', '{"find": "users", "filter": {"from": "…", "find": "…"}}'],
  ['{"aggregate":"users","pipeline":[{"$match":{"a":"V', '{"aggregate":"users","pipeline":[{"$match":{"a":"…"'],
  ['{"filter": {"a": "V\\', '{"filter": {"a": "…"'],
])('%s is kept without its values', (query, kept) => {
  expect(auditedText(query)).toBe(kept)
})

test('a text that is made to be hard takes no longer than another', () => {
  const size = 250_000
  for (const piece of ["'", '"', "'\\", '\\"', '"\\', '$a$', "''", '$$'])
    for (const start of ['', '{']) expect(auditedText(start + piece.repeat(size / piece.length)).length).toBeLessThanOrEqual(4_000)
}, 30_000)

test('a line is one line that no terminal obeys, and its log has one time', async () => {
  const file = join(dir, 'audit.jsonl')
  const logged: string[] = []
  const log = createLog((line) => logged.push(line), 'json')
  const audit = fileAudit(file, (line) => log.info('Audit.', { ...line }))
  const text = 'select 1\n{"event":"forged"}\u001b[31m\u009b31m\u2028\u202e\u2066'
  await audit.record({ event: 'executeQuery', text })
  const written = readFileSync(file, 'utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(written).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+\n$/)
  expect(JSON.parse(written)).toEqual({ time: expect.stringMatching(/^\d{4}-.*Z$/), event: 'executeQuery', text })
  expect(logged).toHaveLength(1)
  expect(logged[0]?.match(/"time":/g)).toHaveLength(1)
})
