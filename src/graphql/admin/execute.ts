/** The mutation `executeQuery`: an operator's own question, audited before it is asked. */

import { createHash } from 'node:crypto'
import type { AuditRecord } from '../../access/audit.ts'
import { ADMIN_SQL, mayUse, requireRole } from '../../access/authorize.ts'
import { ANONYMOUS } from '../../access/principal.ts'
import { asGatewayError, badInput, type Code, GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { redactText } from '../../base/log.ts'
import type { ConsoleAnswer } from '../../datasource/report.ts'
import type { Builder } from '../builder.ts'
import type { RequestContext } from '../context.ts'
import { costs } from '../meaning.ts'
import { auditedText } from './audited.ts'
import { datasourceNamed, sourceIn } from './lookup.ts'
import type { AdminSource } from './source.ts'

const DEFAULT_ROWS = 100
const MOST_ROWS = 1_000
const MOST_BYTES = 1_000_000
const MOST_PARAMS = 100
/** A database may be at one of them for seconds, whatever its text looks like. */
const PRICE = 10_000

export interface Question {
  readonly datasource: string
  readonly query: string
  readonly params: readonly Value[]
  readonly limit: number
}

export type Result = ConsoleAnswer & { readonly ms: number }

export function defineConsole(builder: Builder): void {
  const result = builder.objectRef<Result>('AdminQueryResult').implement({
    description: 'The answer to a question of an operator.',
    fields: (t) => ({
      columns: t.stringList({
        description: 'The names of the columns, as the database says them.',
        resolve: ({ columns }) => [...columns],
      }),
      rows: t.field({
        type: ['JSON'],
        description:
          'A list of values per row. Exact: what might lose digits as a number is text; moments are as in RFC 3339, bytes in base64.',
        resolve: ({ rows }) => rows as readonly Value[] as Value[],
      }),
      rowCount: t.int({ description: 'How many rows there are in it.', resolve: ({ rows }) => rows.length }),
      truncated: t.boolean({ description: 'There were more rows, or more bytes, than are shown.', resolve: ({ truncated }) => truncated }),
      ms: t.float({ description: 'Milliseconds that it took.', resolve: ({ ms }) => ms }),
    }),
  })
  builder.mutationField('executeQuery', (t) =>
    t.field({
      type: result,
      extensions: costs(PRICE),
      description:
        "Asks a database in its own language, with a login of its own that only reads. Needs the role admin:sql, and ADMIN_SQL__… in the datasource's configuration. Every call is audited.",
      args: {
        datasource: t.arg.string({ required: true, description: 'The name of the datasource.' }),
        query: t.arg.string({
          required: true,
          description: 'One statement that reads; for MongoDB a find or aggregate document in extended JSON.',
        }),
        params: t.arg({ type: ['JSON'], description: "Values for the statement's placeholders: $1, ?, @p1, as the engine writes them." }),
        limit: t.arg.int({ defaultValue: DEFAULT_ROWS, description: `Rows at most; up to ${MOST_ROWS}.` }),
      },
      resolve: (_parent, { datasource, query, params, limit }, context) =>
        executeQuery({ datasource, query, params: params ?? [], limit: limit ?? DEFAULT_ROWS }, context),
    }),
  )
}

/**
 * Whatever becomes of it, there is a line in the audit before anything is asked, and one after; whoever lacks the role leaves a single
 * short one.
 */
export async function executeQuery(question: Question, context: RequestContext): Promise<Result> {
  const source = sourceIn(context)
  const line = lineOf(question, context)
  const began = performance.now()
  const elapsed = () => Math.round((performance.now() - began) * 100) / 100
  if (!mayUse(context.principal, ADMIN_SQL)) {
    // Nobody known leaves no line: anybody could fill the disk with them.
    if (context.principal.id !== ANONYMOUS.id) await record(source, { ...line, phase: 'refused', code: 'FORBIDDEN' })
    requireRole(context.principal, ADMIN_SQL)
  }
  await mustRecord(source, { ...line, phase: 'before', text: auditedText(question.query) })
  try {
    const answer = await ask(source, question, context)
    await record(source, { ...line, phase: 'after', code: null, rows: answer.rows.length, truncated: answer.truncated, ms: elapsed() })
    return { ...answer, ms: elapsed() }
  } catch (error) {
    await record(source, { ...line, phase: 'after', code: asGatewayError(error).code, rows: 0, truncated: false, ms: elapsed() })
    throw error
  }
}

async function ask(source: AdminSource, { datasource, query, params, limit }: Question, context: RequestContext): Promise<ConsoleAnswer> {
  if (limit < 1 || limit > MOST_ROWS) throw badInput(`limit must be from 1 to ${MOST_ROWS}.`, ['limit'])
  if (params.length > MOST_PARAMS) throw badInput(`There are ${params.length} params; ${MOST_PARAMS} are taken.`, ['params'])
  const { name, engine, console, consoleRemedy } = datasourceNamed(source, datasource)
  if (console === null) throw new GatewayError('QUERY_UNSUPPORTED', consoleRemedy, { datasource: name })
  const { signal, deadline, requestId } = context
  const startedAt = Date.now()
  const began = performance.now()
  const tell = (rows: number, code: Code | null): void =>
    context.observe({
      ...{ datasource: name, engine, lane: 'admin', about: undefined, requestId, startedAt, ms: performance.now() - began, rows, code },
      // Its text may hold values, which stay where it was asked; the console's own queue tells nothing.
      ...{ text: undefined, waitedMs: 0 },
    })
  try {
    const answer = await console.execute({ query, params, signal, deadline, maxRows: limit, maxBytes: MOST_BYTES })
    tell(answer.rows.length, null)
    return answer
  } catch (error) {
    const { code } = asGatewayError(error)
    // What the console does not take has asked nothing.
    if (code !== 'QUERY_UNSUPPORTED') tell(0, code)
    throw error
  }
}

const lineOf = ({ datasource, query, params }: Question, { principal, requestId }: RequestContext): AuditRecord => ({
  event: 'executeQuery',
  requestId,
  principal: principal.id,
  roles: principal.roles,
  datasource: redactText(datasource).slice(0, 100),
  sha256: createHash('sha256').update(query).digest('hex'),
  params: params.length,
})

/** @throws GatewayError where the audit takes no line: then nothing is asked */
async function mustRecord(source: AdminSource, line: AuditRecord): Promise<void> {
  await source.audit.record(line).catch((error: unknown) => {
    throw new GatewayError('FORBIDDEN', 'Nothing is asked while the audit cannot be written; the log of the gateway says why.', {
      cause: error,
    })
  })
}

/** The outcome. What was asked stands in the audit already, so that a failure now takes the answer from nobody; the log has it. */
async function record(source: AdminSource, line: AuditRecord): Promise<void> {
  await source.audit.record(line).catch((error: unknown) => source.auditFailed(error, line))
}
