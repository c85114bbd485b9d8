/** The API keys in force: read at the start, and again whenever their file changes. */

import { readFile } from 'node:fs/promises'
import { Faults } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { createKeySet, type KeySet, readKeys } from './keys.ts'
import type { Principal } from './principal.ts'

/** Milliseconds between two looks at the file: a key that is revoked is refused after twice that at the latest. */
const INTERVAL = 2_000

export interface KeysSource {
  /** JSON. */
  readonly text: string
  /** Where it stands, for messages. */
  readonly from: string
  /** The file it was read from; undefined: it never changes. */
  readonly file: string | undefined
}

export interface Keyring extends Disposable {
  /** @throws Invalid */
  verify(key: string): Principal
  /** Looks at the file now. A file that is broken or gone leaves the keys as they were, and a line in the log. */
  look(): Promise<void>
}

/** @throws Faults with everything that is wrong with the keys at the start */
export function createKeyring(source: KeysSource, log: Log | undefined, interval = INTERVAL): Keyring {
  let keys: KeySet = createKeySet(readKeys(source.text, source.from))
  let last: string | Error = source.text
  let looking = false
  const { file } = source

  const look = async (): Promise<void> => {
    if (file === undefined || looking) return
    looking = true
    const found = await readFile(file, 'utf8').catch((error: Error) => error)
    looking = false
    if (typeof found === 'string' ? sameText(found, last) : last instanceof Error && last.message === found.message) return
    last = found
    try {
      if (typeof found !== 'string') throw found
      keys = createKeySet(readKeys(found, source.from))
      log?.info('The API keys were read again.', { file, keys: keys.size })
    } catch (error) {
      log?.error('The file of API keys cannot be used; the keys stay as they were. Correct it.', {
        file,
        faults: error instanceof Faults ? error.faults : [String(error)],
      })
    }
  }
  // Reading the small file says more than watching it: it is true of mounted secrets, renamed files and network folders alike.
  const timer = file === undefined ? undefined : setInterval(() => void look(), interval).unref()
  return {
    verify: (key) => keys.verify(key, Date.now()),
    look,
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

/** Reading a setting from a file drops its last line break. */
function sameText(found: string, last: string | Error): boolean {
  return typeof last === 'string' && found.replace(/\r?\n$/, '') === last.replace(/\r?\n$/, '')
}
