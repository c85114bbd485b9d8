/** `npm run switchyard -- keys`: makes, lists and revokes API keys, in the file that the gateway reads. */

import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { idFault, makeKey, readKeys, roleFault, type WrittenKey } from './access/keys.ts'
import { Faults } from './base/errors.ts'

export const KEYS_HELP = `  keys create --roles a,b [--id ID] [--name TEXT] [--expires 90d] [--file FILE]
                           make an API key: it is shown this once, and FILE (or API_KEYS_FILE) gets what is kept of it
  keys list [--file FILE]  the keys of FILE (or API_KEYS_FILE, or API_KEYS): ids, roles and when they expire
  keys revoke ID [--file FILE]
                           take a key out of FILE; gateways that read it refuse the key within seconds`

type Say = (line: string) => void
type Environment = Readonly<Record<string, string | undefined>>

const wrong = (...faults: string[]) => new Faults('The command has faults:', faults)

/** @param say takes a line for the person at the terminal */
export async function keys(args: readonly string[], env: Environment, say: Say): Promise<void> {
  const [action, ...rest] = args
  if (action === 'create') return create(rest, env, say)
  if (action === 'list') return list(rest, env, say)
  if (action === 'revoke') return revoke(rest, env, say)
  throw wrong(`keys ${action ?? ''}: there are create, list and revoke.\n${KEYS_HELP}`)
}

const FILE = { file: { type: 'string' } } as const

async function create(args: string[], env: Environment, say: Say): Promise<void> {
  const options = {
    ...FILE,
    roles: { type: 'string' },
    id: { type: 'string' },
    name: { type: 'string' },
    expires: { type: 'string' },
  } as const
  const { values } = parseArgs({ args, options })
  const roles = [...new Set((values.roles ?? '').split(',').map((role) => role.trim()))].filter((role) => role !== '')
  const id = values.id ?? randomBytes(5).toString('hex')
  const expires = values.expires === undefined ? undefined : momentOf(values.expires)
  const faults = roles.flatMap((role) => (roleFault(role) === undefined ? [] : [`--roles: ${JSON.stringify(role)} ${roleFault(role)}.`]))
  if (roles.length === 0) faults.push('--roles is missing. Name what the key may do, such as --roles reader, or --roles admin,reader.')
  if (idFault(id) !== undefined) faults.push(`--id ${JSON.stringify(id)} ${idFault(id)}.`)
  if (values.expires !== undefined && expires === undefined)
    faults.push(
      `--expires ${values.expires} is no time to come. Write a span such as 12h, 90d or 52w, or a moment such as 2099-01-31T00:00:00Z.`,
    )
  if (faults.length > 0) throw wrong(...faults)
  const { key, sha256 } = makeKey(id)
  const entry: WrittenKey = {
    ...{ id, sha256, roles },
    ...(expires === undefined ? {} : { expires }),
    ...(values.name === undefined ? {} : { name: values.name }),
  }
  const file = values.file ?? env.API_KEYS_FILE
  if (file !== undefined && file !== '')
    await change(file, (entries) => {
      if (entries.some((other) => other.id === id)) throw wrong(`${file} has a key ${id} already. Choose another --id, or revoke that one.`)
      return [...entries, entry]
    })
  say(`The key ${id}, shown this once:\n\n  ${key}\n\nSend it as "authorization: Bearer …" or as "x-api-key".`)
  if (file === undefined || file === '') say(`Add this to the list in API_KEYS:\n\n  ${JSON.stringify(entry)}`)
  else say(`${file} has what is kept of it. A gateway with API_KEYS_FILE=${file} takes it within seconds.`)
}

async function list(args: string[], env: Environment, say: Say): Promise<void> {
  const { values } = parseArgs({ args, options: FILE })
  const file = values.file ?? env.API_KEYS_FILE
  const entries = file === undefined || file === '' ? readKeys(env.API_KEYS || '[]', 'API_KEYS') : await entriesOf(file, false)
  if (entries.length === 0) say('There are no keys.')
  const width = Math.max(0, ...entries.map(({ id }) => id.length))
  for (const { id, roles, expires, name } of entries) {
    const until = expires === undefined ? 'never expires' : `${Date.parse(expires) <= Date.now() ? 'expired' : 'expires'} ${expires}`
    say(`${id.padEnd(width)}  ${roles.join(',')}  ${until}${name === undefined ? '' : `  ${JSON.stringify(name)}`}`)
  }
}

async function revoke(args: string[], env: Environment, say: Say): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: FILE, allowPositionals: true })
  const [id, ...others] = positionals
  const file = values.file ?? env.API_KEYS_FILE
  if (id === undefined || others.length > 0) throw wrong('Name one key: keys revoke <id>; keys list shows them.')
  if (file === undefined || file === '')
    throw wrong('--file is missing and API_KEYS_FILE is not set: name the file of keys. What stands in API_KEYS, remove there.')
  await change(file, (entries) => {
    const rest = entries.filter((entry) => entry.id !== id)
    if (rest.length === entries.length) throw wrong(`${file} has no key ${JSON.stringify(id)}. keys list shows those that are there.`)
    return rest
  })
  say(`The key ${id} is revoked. Gateways that read ${file} refuse it within seconds.`)
}

const SPANS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** A span from now or a moment, as RFC 3339; undefined for anything else, and for the past. */
function momentOf(text: string): string | undefined {
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(text) ?? []
  const at =
    count === undefined
      ? Date.parse(/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : '')
      : Date.now() + Number(count) * (SPANS[unit ?? ''] ?? 0)
  return at > Date.now() ? new Date(at).toISOString() : undefined
}

/** @param missing whether a file that is not there is an empty list */
async function entriesOf(file: string, missing: boolean): Promise<readonly WrittenKey[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (missing && error.code === 'ENOENT') return '[]'
    throw wrong(`${file} cannot be read (${error.code}). Correct the path or its permissions.`)
  })
  return readKeys(text, file)
}

/** Reads, changes and replaces a file of keys: who reads it meanwhile sees the one or the other, and of two commands the second waits its turn. */
async function change(file: string, edit: (entries: readonly WrittenKey[]) => readonly WrittenKey[]): Promise<void> {
  // Through a link, because a rename would put a file in the link's place.
  const target = await realpath(file).catch(() => file)
  const draft = `${target}.new`
  const handle = await open(draft, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw wrong(
      error.code === 'EEXIST'
        ? `${draft} is there: another command is changing the keys. If none is, one was cut off; remove ${draft}.`
        : `${draft} cannot be written (${error.code}). Name a --file in a folder that may be written to.`,
    )
  })
  try {
    const entries = edit(await entriesOf(target, true))
    await likeBefore(handle, target)
    await handle.writeFile(`[\n${entries.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]\n`)
    await handle.sync()
    await rename(draft, target)
  } catch (error) {
    await unlink(draft)
    throw error
  } finally {
    await handle.close()
  }
}

/** A gateway that runs as another user must go on reading the file that is put in the old one's place. */
async function likeBefore(handle: FileHandle, target: string): Promise<void> {
  const was = await stat(target).catch(() => null)
  if (was === null) return
  await handle.chmod(was.mode & 0o777)
  const is = await handle.stat()
  if (is.uid === was.uid && is.gid === was.gid) return
  await handle.chown(was.uid, was.gid).catch(() => {
    throw wrong(`${target} belongs to another user, who must still be able to read it. Run the command as that user.`)
  })
}
