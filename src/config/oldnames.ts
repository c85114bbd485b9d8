/** Names that people already have in their environments, and what is written today instead: one table. */

/** An old name, exact, and the place it stands for today. */
type OldName =
  /** An option of a datasource, after `DATABASES__<name>__` or alone for main. */
  | { readonly was: string; readonly option: string }
  /** A whole variable that sets an option of main. */
  | { readonly was: string; readonly ofMain: string }
  /** A whole variable that is a setting of the gateway. */
  | { readonly was: string; readonly setting: string }
  /** The last part of `MULTI_DB_<NAME>_<part>`; today's option names serve there too, with and without `DB_`. */
  | { readonly was: string; readonly part: string }

const OLD_NAMES: readonly OldName[] = [
  { was: 'DB_USERNAME', option: 'DB_USER' },
  { was: 'DB_DATABASE', option: 'DB_NAME' },
  { was: 'DB_CLIENT', option: 'DB_TYPE' },
  { was: 'DB_FILENAME', option: 'DB_FILE' },
  { was: 'DATABASE_URL', ofMain: 'CONNECTION_STRING' },
  { was: 'MULTI_DB_ROUTING', setting: 'MODEL_ROUTING' },
  { was: 'USERNAME', part: 'DB_USER' },
  { was: 'DATABASE', part: 'DB_NAME' },
  { was: 'CLIENT', part: 'DB_TYPE' },
  { was: 'FILENAME', part: 'DB_FILE' },
  { was: 'URL', part: 'CONNECTION_STRING' },
]

const PREFIX = 'MULTI_DB_'

/** Looks `name` up, and then, when it ends with `_FILE`, the name before it: old names read files as today's do. */
function withFile(name: string, find: (name: string) => string | undefined): string | undefined {
  const found = find(name)
  if (found !== undefined || !name.endsWith('_FILE')) return found
  const stem = find(name.slice(0, -'_FILE'.length))
  return stem === undefined ? undefined : `${stem}_FILE`
}

/** Today's option for an old one: `DB_USER` for `DB_USERNAME`. @param key upper case */
export function renamedOption(key: string): string | undefined {
  return withFile(key, (name) => OLD_NAMES.flatMap((row) => ('option' in row && row.was === name ? [row.option] : []))[0])
}

/** Today's setting for an old variable: `MODEL_ROUTING` for `MULTI_DB_ROUTING`. */
export function renamedSetting(variable: string): string | undefined {
  return withFile(variable, (name) => OLD_NAMES.flatMap((row) => ('setting' in row && row.was === name ? [row.setting] : []))[0])
}

export interface RenamedVariable {
  /** Lower case. */
  readonly datasource: string
  readonly key: string
}

/**
 * The datasource and option that an old variable sets: main's CONNECTION_STRING for `DATABASE_URL`.
 * `MULTI_DB_USERS_DB_TYPE` is DB_TYPE of `users`, because the longest option name that fits is taken.
 * @param variable upper case
 * @param known today's option names of all engines
 */
export function renamedVariable(variable: string, known: ReadonlySet<string>): RenamedVariable | undefined {
  const ofMain = withFile(variable, (name) => OLD_NAMES.flatMap((row) => ('ofMain' in row && row.was === name ? [row.ofMain] : []))[0])
  if (ofMain !== undefined) return { datasource: 'main', key: ofMain }
  if (!variable.startsWith(PREFIX) || renamedSetting(variable) !== undefined) return undefined
  const rest = variable.slice(PREFIX.length)
  // Left to right, so the longest tail that is an option is found first; a name has at least one character.
  for (let cut = rest.indexOf('_', 1); cut > 0; cut = rest.indexOf('_', cut + 1)) {
    const key = withFile(rest.slice(cut + 1), (tail) => optionOfTail(tail, known))
    if (key !== undefined) return { datasource: rest.slice(0, cut).toLowerCase(), key }
  }
  return undefined
}

function optionOfTail(tail: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(tail)) return tail
  if (known.has(`DB_${tail}`)) return `DB_${tail}`
  return renamedOption(tail) ?? OLD_NAMES.flatMap((row) => ('part' in row && row.was === tail ? [row.part] : []))[0]
}

/** True for a variable in the old family that no row of the table explains. */
export function isOldFamily(variable: string): boolean {
  return variable.startsWith(PREFIX)
}
