/** The log: one line per event whatever is in it, no secret in any form, bounded, and never in the way of a request. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog, type LogLevel, redactText, rememberSecret } from '../src/base/log.ts'
import { openLogOutput } from '../src/base/log-output.ts'

function lines(format: 'json' | 'text', level?: LogLevel) {
  const written: string[] = []
  return { written, log: createLog((line) => written.push(line), format, level) }
}

describe('a line', () => {
  const NASTY = [
    'a\r\nb',
    '\u001b[31mred\u001b[0m',
    '\u009b31m',
    '\u202Eevil',
    'x\u2028y',
    '\u0024{jndi:ldap://h/a}',
    '"},{"level":"error","message":"forged"}',
    '\0',
  ]

  test.each(['json', 'text'] as const)('is one line that no value can end, colour, turn round or forge: %s', (format) => {
    const { written, log } = lines(format)
    for (const text of NASTY) log.warn(text, { [text]: text, list: [text], inner: { [text]: text }, cause: new Error(text) })
    expect(written).toHaveLength(NASTY.length)
    for (const line of written) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
      if (format === 'json') expect(JSON.parse(line).level).toBe('warn')
    }
  })

  test('as JSON says what was said, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (message, value) => {
        const { written, log } = lines('json')
        log.info(message, { value })
        const line = JSON.parse(written[0] as string)
        expect(line).toMatchObject({ level: 'info', message: message.isWellFormed() ? message : expect.any(String) })
        expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
        expect(written).toHaveLength(1)
      }),
    )
  })

  test('is written for anything that can be given, and has bounds', () => {
    const { written, log } = lines('json')
    const circle: Record<string, unknown> = { name: 'circle' }
    circle.self = circle
    const values = {
      circle,
      big: 2n ** 70n,
      date: new Date(0),
      wrong: new Date(Number.NaN),
      bytes: new Uint8Array(5),
      map: new Map([['a', 1]]),
    }
    log.info('All kinds.', { ...values, set: new Set([1]), fn: () => 1, long: 'x'.repeat(1_000_000), many: new Array(10_000).fill(1) })
    const line = JSON.parse(written[0] as string)
    expect(line).toMatchObject({ big: String(2n ** 70n), date: '1970-01-01T00:00:00.000Z', bytes: '5 bytes', map: { a: 1 }, set: [1] })
    expect((written[0] as string).length).toBeLessThan(50_000)
    const trap = Object.defineProperty({}, 'x', {
      enumerable: true,
      get() {
        throw new Error('trap')
      },
    })
    log.error('It happened.', { trap })
    expect(JSON.parse(written[1] as string)).toMatchObject({ level: 'error', message: 'It happened.', unreadable: true })
  })

  test('tells the causes of an error', () => {
    const { written, log } = lines('json')
    log.error('Failed.', { cause: new Error('outer', { cause: new Error('inner') }) })
    expect(JSON.parse(written[0] as string).cause).toMatch(/outer[\s\S]*\nCause: Error: inner/)
  })

  test.each([
    ['info', ['i', 'w', 'e']],
    ['warn', ['w', 'e']],
    ['error', ['e']],
    ['silent', []],
  ] as const)('is left out below the level %s', (level, expected) => {
    for (const format of ['json', 'text'] as const) {
      const { written, log } = lines(format, level)
      log.info('i')
      log.warn('w')
      log.error('e')
      expect(written).toHaveLength(expected.length)
    }
  })
})

describe('secrets', () => {
  const SECRET = 'CANARY-p@ss/w0rd +"ü?9'
  rememberSecret(SECRET)

  const escapes = (text: string) => text.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())
  test.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL, in lower case', escapes(encodeURIComponent(SECRET))],
    ['in a form', encodeURIComponent(SECRET).replaceAll('%20', '+')],
    ['in JSON within a text', JSON.stringify({ a: SECRET })],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64url', Buffer.from(SECRET).toString('base64url')],
    ['as Basic credentials', Buffer.from(`user:${SECRET}`).toString('base64')],
    ['as Basic credentials of another length', Buffer.from(`me:${SECRET}`).toString('base64')],
    ['within a longer base64', Buffer.from(`{"password":"x","other":"${SECRET}","more":1}`).toString('base64')],
  ])('do not show by value: %s', (_, form) => {
    for (const format of ['json', 'text'] as const) {
      const { written, log } = lines(format)
      log.error(`It was ${form}.`, { [form]: form, list: [`x${form}x`], cause: new Error(form, { cause: new Error(form) }) })
      const text = `${written.join()} ${redactText(form)}`
      expect(text).toContain('***')
      expect(text).not.toContain('CANARY')
      expect(text).not.toContain(form)
      // No part that decodes to it is left either.
      for (const part of text.match(/[\w+/-]{8,}/g) ?? []) expect(Buffer.from(part, 'base64').toString()).not.toContain('w0rd')
    }
  })

  test('do not show by structure, however deep', () => {
    const { written, log } = lines('json')
    const hidden = {
      password: 'a1',
      apiKey: 'a2',
      'x-api-key': 'a3',
      Authorization: 'a4',
      CONNECTION_STRING: 'a5',
      sessionToken: ['a6'],
      cookie: { a: 'a7' },
    }
    log.info('Settings.', { one: { two: [{ three: hidden }] }, ...hidden, user: 'shown' })
    expect(written[0]).not.toMatch(/a[1-7]/)
    expect(written[0]).toContain('shown')
  })

  test('one that begins like another leaves no end behind', () => {
    rememberSecret('twin-secret')
    rememberSecret('twin-secret-and-its-tail')
    expect(redactText('a twin-secret-and-its-tail b twin-secret c')).toBe('a *** b *** c')
  })
})

describe('where lines go', () => {
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'switchyard-log-'))
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  const SCRIPT = `
    import { openLogOutput } from './src/base/log-output.ts'
    const write = openLogOutput(2)
    const [lines, then] = [Number(process.argv[2]), process.argv[3]]
    for (let i = 0; i < lines; i++) write('x'.repeat(300) + ' ' + i)
    process.stdout.write('handed over')
    if (then === 'exit') process.exit(3)
  `
  /** A process of its own whose standard error is what is given. */
  const run = (lines: number, then: 'exit' | 'wait', stderr: 'pipe' | number) =>
    spawn(process.execPath, ['--input-type=module-typescript', '-', String(lines), then], {
      cwd: join(import.meta.dirname, '..'),
      stdio: ['pipe', 'pipe', stderr],
    })
  const start = (...args: Parameters<typeof run>) => {
    const child = run(...args)
    child.stdin?.end(SCRIPT)
    return child
  }

  test('a file gets every line, in order, also those just before the exit', async () => {
    const file = join(dir, 'log')
    const descriptor = openSync(file, 'w')
    const child = start(5_000, 'exit', descriptor)
    const [code] = await once(child, 'exit')
    closeSync(descriptor)
    expect(code).toBe(3)
    const numbers = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => Number(line.split(' ')[1]))
    expect(numbers).toEqual(Array.from({ length: 5_000 }, (_, i) => i))
  })

  test('a pipe that nobody reads keeps nobody waiting, drops what is too much, and tells of it once it is read', async () => {
    const child = start(40_000, 'wait', 'pipe')
    await once(child.stdout as NodeJS.ReadableStream, 'data')
    let text = ''
    child.stderr?.on('data', (chunk) => (text += chunk))
    await expect.poll(() => text, { timeout: 20_000 }).toMatch(/"lost":\d+/)
    const written = text.trimEnd().split('\n')
    const lost = Number(/"lost":(\d+)/.exec(text)?.[1])
    expect(lost).toBeGreaterThan(0)
    expect(written.length - 1 + lost).toBe(40_000)
    child.kill('SIGKILL')
  })

  test('neither an unread pipe nor a full disk keeps the process from ending', async () => {
    const unread = start(20_000, 'exit', 'pipe')
    unread.stderr?.pause()
    expect((await once(unread, 'exit'))[0]).toBe(3)
    const full = openSync('/dev/full', 'w')
    const child = start(20_000, 'exit', full)
    expect((await once(child, 'exit'))[0]).toBe(3)
    closeSync(full)
  }, 30_000)

  test('lines wait for a reader who comes late', async () => {
    const child = start(2_000, 'wait', 'pipe')
    await once(child.stdout as NodeJS.ReadableStream, 'data')
    await sleep(300)
    let text = ''
    child.stderr?.on('data', (chunk) => (text += chunk))
    await expect.poll(() => text.trimEnd().split('\n').length, { timeout: 20_000 }).toBe(2_000)
    child.kill('SIGKILL')
  })

  test('whoever writes to what was closed notices nothing', async () => {
    const descriptor = openSync(join(dir, 'closed'), 'w')
    const write = openLogOutput(descriptor)
    closeSync(descriptor)
    write('into the void')
    await sleep(20)
    write('again')
  })
})
