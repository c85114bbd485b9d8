/** An operator's question to SQLite: a process of its own on a read-only handle, ended by force when the answer is there or its time is over. */

import { type ChildProcess, fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GatewayError } from '../../base/errors.ts'
import type { OpenOptions, Settings } from '../../datasource/datasource.ts'
import type { Console, ConsoleAnswer, ConsoleQuery } from '../../datasource/report.ts'
import { type ConsoleSession, createConsole, databaseError, STATEMENT_LIMIT } from '../console/console.ts'
import { sqliteFence } from '../console/fences.ts'
import { type Fence, screen } from '../console/screen.ts'
import { failure } from '../hosted/failure.ts'
import { classifySqlite } from './classify.ts'
import { rememberOnExit } from './exit.ts'
import { MEMORY } from './options.ts'
import type { SqliteQuestion, SqliteReply } from './sqlite-question.ts'

const FILE = fileURLToPath(new URL('./sqlite-console-process.ts', import.meta.url))
/** Megabytes of JavaScript's own memory; with SQLite's the process watches it itself. */
const HEAP = 128
const AUTHORISATION = 23
const READ_ONLY = 8

/**
 * Null unless it is enabled, and in memory, where every connection is a database of its own.
 * @param fence what is not even sent; without it the handle and its authorizer alone hold
 */
export function sqliteConsole(
  name: string,
  settings: Settings,
  { dataDir }: OpenOptions,
  fence: Fence | null = sqliteFence,
): Console | null {
  const given = settings.DB_FILE || settings.DB_NAME
  if (settings.ADMIN_SQL__ENABLED !== true || given === MEMORY) return null
  const file = resolve(String(given || join(dataDir, `${name}.sqlite`)))
  return createConsole({
    name,
    refuse: ({ query }) => (fence === null ? undefined : screen(query, fence)),
    connect: () => open(name, file),
  })
}

async function open(name: string, file: string): Promise<ConsoleSession> {
  // Nothing of the gateway's environment, where passwords are, goes along.
  const child = fork(FILE, [], {
    env: {},
    execArgv: [`--max-old-space-size=${HEAP}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const forget = rememberOnExit(() => void child.kill('SIGKILL'))
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done())
    child.once('error', () => done())
  })
  const end = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
    forget()
  }
  return { ask: (question) => ask(name, child, { ...question, file }), cancel: end, close: end }
}

function ask(
  name: string,
  child: ChildProcess,
  { file, query, params, maxRows, maxBytes }: ConsoleQuery & SqliteQuestion,
): Promise<ConsoleAnswer> {
  return new Promise((resolve, reject) => {
    let limit: NodeJS.Timeout | undefined
    const fail = (error: GatewayError): void => {
      clearTimeout(limit)
      reject(error)
    }
    child.on('message', (reply: SqliteReply) => {
      if (reply.kind === 'ready') {
        limit = setTimeout(
          () => fail(databaseError(name, { failure: failure('DATASOURCE_TIMEOUT', 'the process was ended') })),
          STATEMENT_LIMIT,
        )
        child.send({ file, query, params, maxRows, maxBytes } satisfies SqliteQuestion)
      } else if (reply.kind === 'answer') {
        clearTimeout(limit)
        resolve({ columns: reply.columns, rows: reply.rows, truncated: reply.truncated })
      } else {
        const { errcode, message } = reply
        const primary = (errcode ?? 0) & 0xff
        const known = classifySqlite(Object.assign(new Error(message), { errcode }))
        fail(databaseError(name, { failure: known, words: message, denied: primary === AUTHORISATION || primary === READ_ONLY }))
      }
    })
    const lost = (why: unknown) =>
      fail(databaseError(name, { failure: failure('RESULT_TOO_LARGE', `the process ended by itself: ${String(why)}`) }))
    child.once('exit', (code, signal) => lost(code ?? signal))
    child.once('error', lost)
  })
}
