/** For each product: what its statements that read begin with, and what it calls what does more. */

import type { Token } from './lex.ts'
import type { Fence } from './screen.ts'

/** Statements that write can stand inside ones that read: in a WITH, or behind INTO. */
const WRITES = ['insert', 'update', 'delete', 'merge', 'truncate', 'into', 'copy', 'grant', 'revoke', 'drop', 'alter', 'create', 'call']

export const postgresFence: Fence = {
  lexicon: { nested: true, dollar: true },
  starts: ['select', 'with', 'values', 'table', 'show', 'explain'],
  words: [...WRITES, 'execute', 'prepare', 'lock', 'notify', 'listen', 'vacuum', 'refresh', 'reindex'],
  names: new RegExp(
    `^(${[
      // Files, programs, other servers.
      'pg_read_.*|pg_write_.*|pg_ls_.*|pg_stat_file|pg_file_.*|dblink.*|postgres_fdw_.*|pg_logical_.*|pg_create_.*|pg_drop_.*',
      'pg_copy_.*|pg_replication_.*|pg_export_snapshot|pg_current_logfile|pg_logdir_ls|pg_execute_server_program',
      // The server and its other sessions.
      'pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_rotate_logfile.*|pg_switch_.*|pg_promote|pg_wal_replay_.*|pg_backup_.*|pg_start_backup|pg_stop_backup',
      'pg_notify|pg_.*advisory.*|pg_sleep.*|pg_stat_reset.*|pg_stat_statements_reset|pg_log_backend_.*|pg_import_.*|pg_extension_config_dump',
      // What a transaction does not take back, or what changes the session.
      'set_config|nextval|setval|lo_(import|export|creat|create|unlink|open|close|put|get|from_bytea|truncate|truncate64|lseek|lseek64|tell|tell64)|lowrite|loread|txid_current|pg_current_xact_id|pg_hint_plan.*|setseed',
      // A text that is run.
      'query_to_xml.*|cursor_to_xml.*|table_to_xml.*|schema_to_xml.*|database_to_xml.*|ts_stat|ts_rewrite|crosstab.*|connectby|xpath_table|brin_summarize_.*|brin_desummarize_range|gin_clean_pending_list',
    ].join('|')})$`,
  ),
  // U&"…" writes a name in escapes, past any list of names.
  further: (tokens) =>
    tokens.some(({ kind, text }, i) => kind === 'word' && text === 'u' && tokens[i + 1]?.text === '&' && isQuoted(tokens[i + 2]))
      ? 'Names and strings in Unicode escapes are not taken.'
      : undefined,
}

const isQuoted = (token: Token | undefined): boolean => token?.kind === 'quoted' || token?.kind === 'string'

/** A sequence is advanced for good, whatever becomes of the transaction. */
const advancesSequence = (tokens: readonly Token[]): boolean =>
  tokens.some(({ kind, text }, i) => kind === 'word' && text === 'next' && tokens[i + 1]?.text === 'value')
const SEQUENCE = 'Sequences are not advanced: the console only reads.'

export const mysqlFence: Fence = {
  // As the console's session is told: a backslash is a character as any other.
  lexicon: { backticks: true, hash: true },
  starts: ['select', 'with', 'values', 'table', 'show', 'explain', 'describe', 'desc'],
  words: [...WRITES, 'outfile', 'dumpfile', 'load', 'handler', 'lock', 'procedure', 'analyse', 'execute', 'prepare'],
  names:
    /^(sleep|benchmark|load_file|get_lock|release_lock|release_all_locks|is_free_lock|is_used_lock|master_pos_wait|source_pos_wait|wait_for_executed_gtid_set|wait_until_sql_thread_after_gtids|master_gtid_wait|sys_exec|sys_eval|sys_get|sys_set|lib_mysqludf.*|nextval|setval|lastval|group_replication_.*|asynchronous_connection_.*|service_get_.*|service_release_.*)$/,
  // Hints may lift the time limit, and the other two are code.
  comments: /^\/\*(!|M!|\+)/i,
  // :=, and what is set with it.
  further: (tokens) => {
    if (tokens.some(({ text }, i) => text === ':' && tokens[i + 1]?.text === '='))
      return 'Variables are not set here: the console only reads.'
    if (tokens[0]?.text === 'show' && tokens[1]?.text === 'grants')
      return 'SHOW GRANTS is not taken: it tells what the password of the login is checked with.'
    return advancesSequence(tokens) ? SEQUENCE : undefined
  },
}

export const sqliteFence: Fence = {
  lexicon: { brackets: true, backticks: true },
  starts: ['select', 'with', 'values', 'explain'],
  words: [...WRITES, 'pragma', 'attach', 'detach', 'vacuum', 'reindex', 'analyze'],
  names: /^(load_extension|readfile|writefile|edit|fts3_tokenizer|fsdir|pragma_.*|sqlite_dbpage|zeroblob_write)$/,
}

export const sqlserverFence: Fence = {
  lexicon: { nested: true, brackets: true },
  starts: ['select', 'with'],
  // A batch needs no separator between statements, so every word that begins one is refused wherever it stands.
  words: [
    ...WRITES,
    ...['exec', 'execute', 'deny', 'use', 'set', 'setuser', 'declare', 'begin', 'commit', 'rollback', 'save', 'tran', 'transaction'],
    ...['if', 'while', 'break', 'continue', 'goto', 'return', 'waitfor', 'print', 'raiserror', 'throw', 'try', 'catch', 'revert'],
    ...['backup', 'restore', 'dump', 'load', 'bulk', 'dbcc', 'kill', 'shutdown', 'reconfigure', 'checkpoint', 'disable', 'enable'],
    ...[
      'open',
      'close',
      'deallocate',
      'readtext',
      'writetext',
      'updatetext',
      'send',
      'receive',
      'conversation',
      'get',
      'move',
      'add',
      'go',
    ],
    ...[
      'lineno',
      'errlvl',
      'proc',
      'procedure',
      'trigger',
      'rename',
      'shrink',
      'browse',
      'openquery',
      'openrowset',
      'opendatasource',
      'openxml',
    ],
    ...['updlock', 'xlock', 'tablock', 'tablockx', 'holdlock'],
  ],
  names:
    /^(xp_.*|sp_.*|fn_trace_.*|fn_dblog|fn_dump_dblog|fn_xe_file.*|fn_get_audit_file|fn_get_sql|openrowset|opendatasource|openquery|dm_os_enumerate_.*|dm_os_file_exists|dm_exec_sql_text|sys_traces|bulkcolumn)$/,
  further: oneSelect,
}

/** What joins a SELECT to the statement before it; behind anything else it begins another one. */
const JOINS_SELECT: ReadonlySet<string> = new Set(['union', 'all', 'except', 'intersect'])
/** What may stand before a parenthesis with a SELECT in it; behind a name or a value it could begin a statement. */
const OPENS: ReadonlySet<string> = new Set([
  ...JOINS_SELECT,
  ...[
    'as',
    'in',
    'exists',
    'from',
    'join',
    'apply',
    'any',
    'some',
    'select',
    'where',
    'and',
    'or',
    'not',
    'on',
    'when',
    'then',
    'else',
    'case',
  ],
  ...['by', 'having', 'like', 'between', 'distinct', 'top', 'using'],
  ...['(', ',', '=', '<', '>', '+', '-', '*', '/', '%', '!', '|', '&', '^', '~'],
])

/** Whether a text for SQL Server, which runs whatever follows, is one query. */
function oneSelect(tokens: readonly Token[]): string | undefined {
  const refusal = 'Only one statement is taken at a time; where one ends must be beyond doubt.'
  if (advancesSequence(tokens)) return SEQUENCE
  const first = tokens.findIndex(({ kind, text, depth }) => kind === 'word' && text === 'select' && depth === 0)
  for (const [i, { kind, text, depth, glued }] of tokens.entries()) {
    const before = tokens[i - 1]
    // Where a number ends that a word follows at once, nobody need guess: 1exec, 0xdrop.
    if (kind === 'word' && glued && before?.kind === 'number') return refusal
    if (kind === 'symbol' && (text === '$' || text === ':' || text === '\\')) return refusal
    if (kind === 'word' && (text.includes('$') || (text.startsWith('@') && !/^@(p\d+|@[a-z_]+)$/.test(text))))
      return `${text} is not taken: only the parameters @p1, @p2, … are.`
    if (kind !== 'number' && namesServer(tokens, i)) return 'A name of four parts is not taken: it may be that of another server.'
    if (kind === 'word' && text === 'select' && depth === 0 && i !== first && !JOINS_SELECT.has(before?.text ?? '')) return refusal
    // The first SELECT behind a WITH follows the parenthesis that closes it.
    if (kind === 'word' && text === 'select' && depth === 0 && i === first && i > 0 && before?.text !== ')') return refusal
    // Behind the beginning, WITH is a hint or a subclause and always opens a parenthesis.
    if (kind === 'word' && text === 'with' && depth === 0 && i > 0 && !['(', 'ties', 'rollup', 'cube'].includes(tokens[i + 1]?.text ?? ''))
      return refusal
    if (
      kind === 'symbol' &&
      text === '(' &&
      opensSelect(tokens, i) &&
      i > 0 &&
      !(before !== undefined && OPENS.has(before.text) && before.kind !== 'quoted')
    )
      return refusal
  }
  return undefined
}

/** Whether a name of four parts begins here, of which those in the middle may be left out. */
function namesServer(tokens: readonly Token[], at: number): boolean {
  const isName = (i: number): boolean => tokens[i]?.kind === 'word' || tokens[i]?.kind === 'quoted'
  const isDot = (i: number): boolean => tokens[i]?.kind === 'symbol' && tokens[i]?.text === '.'
  if (!isName(at)) return false
  let [next, dots] = [at + 1, 0]
  while (isDot(next)) {
    dots++
    next += isName(next + 1) ? 2 : 1
  }
  return dots >= 3
}

function opensSelect(tokens: readonly Token[], at: number): boolean {
  let next = at + 1
  while (tokens[next]?.text === '(' && tokens[next]?.kind === 'symbol') next++
  return tokens[next]?.kind === 'word' && tokens[next]?.text === 'select'
}
