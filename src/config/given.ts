/** The value that was given for an option or a setting: as it stands, or from the file that its `…_FILE` variable names. */

import { readFileSync } from 'node:fs'
import { redactText } from '../base/log.ts'
import type { Findings, Variable } from './env.ts'

/** What every step of reading shares. */
export interface Reading {
  readonly readFile: (path: string) => string
  readonly findings: Findings
  /** Variables whose values are secrets, or name a file with one. */
  readonly secretVariables: Set<string>
}

/** A value as text, with the variable it came from. */
export interface Given {
  readonly text: string
  readonly variable: Variable
  readonly file: boolean
}

export function readTextFile(path: string): string {
  return readFileSync(path, 'utf8')
}

/**
 * The value of a variable, or the text of the file that a `…_FILE` variable names, less one trailing line break.
 * @param exact names that are options themselves: an option called `…_FILE` is a value, not a file to read
 * @returns undefined when there is none, or after a fault
 */
export function givenOf(
  key: string,
  options: ReadonlyMap<string, Variable>,
  { readFile, findings }: Pick<Reading, 'readFile' | 'findings'>,
  exact?: { has(name: string): boolean },
): Given | undefined {
  const direct = options.get(key)
  const named = exact?.has(`${key}_FILE`) ? undefined : options.get(`${key}_FILE`)
  if (named === undefined) return direct === undefined ? undefined : { text: direct.value, variable: direct, file: false }
  if (direct !== undefined) {
    findings.faults.push(`${direct.name} and ${named.name} set the same thing. Keep one of them.`)
    return undefined
  }
  try {
    const text = withoutLastBreak(readFile(named.value))
    if (text !== '') return { text, variable: named, file: true }
    findings.faults.push(`${named.name} names the file ${named.value}, which is empty.`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    findings.faults.push(`${named.name} names the file ${named.value}, which cannot be read${code}. Correct the path or its permissions.`)
  }
  return undefined
}

/** Text of the environment in a message: short, on one line, without known secrets. */
export function quoted(text: string): string {
  const clean = redactText(text)
  return JSON.stringify(clean.length > 60 ? `${clean.slice(0, 60)}…` : clean)
}

/** The text without one trailing line break, which editors and `echo` add. */
function withoutLastBreak(text: string): string {
  return text.replace(/\r?\n$/, '')
}
