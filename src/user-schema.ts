/** The user's side, read from SCHEMA_DIR: models, extension fields, demo rows and example queries. */

import { access, readdir, readFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Faults } from './base/errors.ts'
import type { RowBatch } from './datasource/load.ts'
import type { ModelField } from './graphql/extension.ts'
import type { ModelDefinition, ModelSource } from './model/model.ts'

export interface UserSchema {
  readonly models: readonly ModelSource[]
  readonly extensions: readonly { readonly field: ModelField; readonly file: string }[]
  /** The rows that a fresh database is filled with; null where the folder has no seed.ts. */
  readonly demoRows: ((scale: number, models?: readonly string[]) => Iterable<RowBatch>) | null
  /** From examples/*.graphql, in the order of their names: the tabs of GraphiQL. */
  readonly examples: readonly { readonly query: string }[]
}

// A schema folder may lie anywhere, mounted into an image for instance, where Node.js finds no package.json of ours.
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('#switchyard/')) return next(specifier, context)
    return { url: new URL(specifier.slice('#switchyard/'.length), import.meta.url).href, shortCircuit: true }
  },
})

/** A file as messages name it: as the operator's own folder has it, in full where it lies outside of the working directory. */
export function shownPath(file: string): string {
  const near = relative(process.cwd(), file)
  return near === '' || near === '..' || near.startsWith(`..${sep}`) ? file : near
}

const SCRIPT = /\.(ts|mts|js|mjs)$/

const NOTHING: UserSchema = { models: [], extensions: [], demoRows: null, examples: [] }

/**
 * Imports every script that stands directly in the folder.
 * @param dir SCHEMA_DIR, relative to the working directory
 * @param options.optional there may be no folder, or no models in it
 * @throws Faults where the folder is missing or a file cannot be imported, all files at once
 */
export async function readUserSchema(dir: string, { optional = false }: { readonly optional?: boolean } = {}): Promise<UserSchema> {
  const root = resolve(dir)
  const names = await namesIn(root)
  if (names === null && optional) return NOTHING
  if (names === null)
    throw new Faults('The models cannot be read:', [`There is no folder ${dir}. Set SCHEMA_DIR to the folder of your models.`])
  const faults: string[] = []
  const models = new Map<unknown, ModelSource>()
  const extensions = new Map<unknown, { field: ModelField; file: string }>()
  let demoRows: UserSchema['demoRows'] = null
  for (const name of names.filter((one) => SCRIPT.test(one) && !one.endsWith('.d.ts'))) {
    const file = shownPath(join(root, name))
    try {
      const exports = (await import(pathToFileURL(join(root, name)).href)) as Record<string, unknown>
      // A module namespace lists its exports by name; said here, so that the graph's order does not depend on who loads it.
      for (const value of Object.keys(exports)
        .sort()
        .map((key) => exports[key])) {
        if (hasKind(value, 'model')) models.set(value, { model: value as unknown as ModelDefinition, file })
        if (hasKind(value, 'modelField')) extensions.set(value, { field: value as unknown as ModelField, file })
      }
      if (typeof exports.demoRows === 'function') demoRows = exports.demoRows as UserSchema['demoRows']
    } catch (error) {
      faults.push(`${file} cannot be imported: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (faults.length === 0 && models.size === 0 && !optional)
    faults.push(`No file in ${dir} exports a model. Write one with defineModel, or set SCHEMA_DIR.`)
  if (faults.length > 0) throw new Faults('The models cannot be read:', faults)
  return {
    models: [...models.values()],
    extensions: [...extensions.values()],
    demoRows,
    examples: await readExamples(join(root, 'examples')),
  }
}

const hasKind = (value: unknown, kind: string): value is { kind: string } =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === kind

async function readExamples(folder: string): Promise<{ query: string }[]> {
  const names = (await namesIn(folder)) ?? []
  const queries = names.filter((name) => name.endsWith('.graphql'))
  return Promise.all(queries.map(async (name) => ({ query: await readFile(join(folder, name), 'utf8') })))
}

/** The names in a folder, sorted; null where there is no such folder. */
async function namesIn(folder: string): Promise<string[] | null> {
  const there = await access(folder).then(
    () => true,
    () => false,
  )
  return there ? (await readdir(folder)).sort() : null
}
