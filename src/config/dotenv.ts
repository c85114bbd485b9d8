/** The `.env` file beside the gateway, laid under the process environment. */

import { parseEnv } from 'node:util'
import { Faults } from '../base/errors.ts'
import type { Environment } from './env.ts'
import { readTextFile } from './given.ts'

/**
 * The process environment with the variables of a `.env` file added; the process environment wins. A missing file is fine.
 * @throws Faults when the file is there but cannot be read
 */
export function withDotEnv(env: Environment, path = '.env', readFile: (path: string) => string = readTextFile): Environment {
  let text: string
  try {
    text = readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    if (code === 'ENOENT') return env
    throw new Faults('The configuration has faults:', [`The file ${path} cannot be read (${code}). Correct its permissions or remove it.`])
  }
  const merged = new Map(Object.entries(env))
  // Datasource variables are the same in any case, so the process wins over another spelling of its name too.
  const taken = new Set(Object.keys(env).map(caseless))
  // A byte order mark, which some editors write, would become part of the first name.
  for (const [name, value] of Object.entries(parseEnv(text.replace(/^\uFEFF/, '')))) if (!taken.has(caseless(name))) merged.set(name, value)
  return Object.fromEntries(merged)
}

function caseless(name: string): string {
  const upper = name.toUpperCase()
  return upper.startsWith('DATABASES__') || upper.startsWith('DB_') ? upper : name
}
