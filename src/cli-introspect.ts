/** `npm run switchyard -- introspect <datasource>`: the tables of a database as files of models. */

import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Faults } from './base/errors.ts'
import { loadConfig } from './config/config.ts'
import { compareModels, compareOptionsOf } from './datasource/compare.ts'
import type { Datasource } from './datasource/datasource.ts'
import { fieldLine, fileText, importsOf, importText, modelText } from './datasource/draft/source.ts'
import { type DraftModel, type Drafts, draftModels } from './datasource/draft.ts'
import type { TableInfo } from './datasource/introspection.ts'
import { columnOfField, SNAKE_CASE, sourceOf, tableKey } from './datasource/naming.ts'
import { ENGINES } from './engines/index.ts'
import { tablesOf } from './existing.ts'
import { openRegistry } from './gateway.ts'
import { buildCatalog } from './model/catalog.ts'
import type { ModelSource } from './model/model.ts'
import { readUserSchema, shownPath } from './user-schema.ts'

export const INTROSPECT_HELP = `  introspect <datasource>  write models of the tables that are there to <out>/<datasource>.ts; where models are there already,
                           show what differs and change nothing
      --include a,b*       only these tables and views; --exclude leaves some out
      --schema a,b         only these schemas of the database
      --key 'view=col,col' what identifies a row, where the database does not say; may be repeated
      --sample N           how many rows or documents are looked at where declarations do not tell the type
      --out DIR            the folder of the models, by default SCHEMA_DIR
      --add a,b*           append the models of these new tables to the file`

interface Wanted {
  readonly datasource: string
  readonly out: string | undefined
  readonly schemas: readonly string[] | undefined
  readonly sample: number | undefined
  readonly keys: ReadonlyMap<string, readonly string[]>
  readonly add: ((table: TableInfo) => boolean) | undefined
  has(table: TableInfo): boolean
}

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The text as a pattern that matches it alone. */
const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')

/** Whether a table is meant by one of these names, which may hold `*` and may begin with a schema. */
function matcher(names: readonly string[]): (table: TableInfo) => boolean {
  const patterns = names.map((name) => new RegExp(`^${name.split('*').map(literally).join('.*')}$`, 'isu'))
  return ({ schema, name }) => patterns.some((pattern) => pattern.test(name) || pattern.test(`${schema ?? ''}.${name}`))
}

function readArgs(args: readonly string[]): Wanted {
  const many = { type: 'string', multiple: true } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { include: many, exclude: many, schema: many, key: many, add: many, sample: { type: 'string' }, out: { type: 'string' } },
  })
  const faults: string[] = []
  const [datasource = ''] = positionals
  if (positionals.length !== 1) faults.push('Name one datasource: npm run switchyard -- introspect <datasource>.')
  const sample = values.sample === undefined ? undefined : Number(values.sample)
  if (sample !== undefined && !(Number.isInteger(sample) && sample >= 1 && sample <= 1_000_000))
    faults.push(`--sample ${values.sample} is not a whole number from 1 to 1000000.`)
  const keys = new Map<string, readonly string[]>()
  for (const text of values.key ?? []) {
    const at = text.lastIndexOf('=')
    if (at < 1 || parts(text.slice(at + 1)).length === 0) faults.push(`--key ${text} is not of the form table=column,column.`)
    else keys.set(text.slice(0, at), parts(text.slice(at + 1)))
  }
  if (faults.length > 0) throw new Faults('The command has faults:', faults)
  const given = (list: readonly string[] | undefined) => (list === undefined ? undefined : list.flatMap(parts))
  const include = given(values.include)
  const included = include === undefined ? () => true : matcher(include)
  const excluded = matcher(given(values.exclude) ?? [])
  const add = given(values.add)
  return {
    datasource: datasource.toLowerCase(),
    out: values.out,
    schemas: given(values.schema),
    sample,
    keys,
    add: add === undefined ? undefined : matcher(add),
    has: (table) => included(table) && !excluded(table),
  }
}

/** @param say takes a line for the person at the terminal */
export async function introspect(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<void> {
  const wanted = readArgs(args)
  const { config } = loadConfig(env, ENGINES)
  if (!config.datasources.has(wanted.datasource))
    throw new Faults('The command has faults:', [
      `There is no datasource ${wanted.datasource}. Configured are: ${[...config.datasources.keys()].join(', ')}.`,
    ])
  const out = wanted.out ?? config.schemaDir
  const { models: sources } = await readUserSchema(out, { optional: true })
  const { registry } = await openRegistry(config)
  await using _ = registry
  const datasource = registry.get(wanted.datasource)
  const asked = {
    ...(wanted.schemas === undefined ? {} : { schemas: wanted.schemas }),
    ...(wanted.sample === undefined ? {} : { sample: wanted.sample }),
  }
  const all = await tablesOf(datasource, asked)
  const tables = all.filter(wanted.has)
  const { naming } = datasource.engine
  const drafts = draftModels(datasource.name, tables, {
    existing: sources.map(({ model }) => model),
    keys: wanted.keys,
    ...(naming === undefined ? {} : { naming }),
  })
  // The files must be right before they are written.
  buildCatalog([...sources, ...drafts.models.map(({ model }) => ({ model, file: 'the draft' }))])
  const file = join(out, `${datasource.name}.ts`)
  const own = sources.filter(({ model }) => model.datasource === datasource.name)
  if (own.length === 0 && wanted.add === undefined) await create(file, datasource, drafts, say)
  else await update(file, datasource, { all, drafts, sources, wanted }, say)
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

async function create(file: string, { name }: Datasource, { models, notes }: Drafts, say: (line: string) => void): Promise<void> {
  if (await exists(file))
    throw new Faults('Nothing was written:', [
      `${shownPath(file)} is there already and holds no model of ${name}. Rename it, or write elsewhere with --out.`,
    ])
  for (const note of notes) say(note)
  if (models.length === 0) throw new Faults('Nothing was written:', [`${name} has no table that a model can be made of.`])
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, fileText(name, models, notes), { flag: 'wx' })
  say(`Wrote ${models.length} ${models.length === 1 ? 'model' : 'models'} to ${shownPath(file)}. They are yours: change what you like.`)
}

interface Found {
  readonly all: readonly TableInfo[]
  readonly drafts: Drafts
  readonly sources: readonly ModelSource[]
  readonly wanted: Wanted
}

/** Models that are there are a person's: they are compared and never written. New ones are appended where that is asked. */
async function update(
  file: string,
  datasource: Datasource,
  { all, drafts, sources, wanted }: Found,
  say: (line: string) => void,
): Promise<void> {
  const added = drafts.models.filter(({ table }) => wanted.add?.(table))
  const lines = [
    ...newColumns(datasource, all, sources),
    ...compareModels(buildCatalog(sources), datasource.name, all, compareOptionsOf(datasource.engine))
      .filter(({ level }) => level === 'fault')
      .map(({ text }) => `! ${text}`),
    ...drafts.models
      .filter((draft) => !added.includes(draft))
      .map(({ model, table }) => `+ ${model.name}: the ${table.kind} ${table.name} has no model. Append it: --add '${table.name}'`),
  ]
  // What no model can say is no difference.
  for (const line of [...lines, ...drafts.notes.map((note) => `  ${note}`)]) say(line)
  if (added.length > 0) {
    await append(file, datasource.name, added)
    for (const { model, table } of added) say(`Appended ${model.name}, the ${table.kind} ${table.name}, to ${shownPath(file)}.`)
  } else if (lines.length === 0) say(`The models of ${datasource.name} say what the database says.`)
  else say('Nothing was changed.')
}

/** Columns without a field, each with the line that would be its field. */
function newColumns({ name, engine }: Datasource, tables: readonly TableInfo[], sources: readonly ModelSource[]): string[] {
  const naming = engine.naming ?? SNAKE_CASE
  return sources.flatMap(({ model, file }) => {
    if (model.datasource !== name) return []
    const wanted = tableKey(model.schema, sourceOf(model, naming))
    const table = tables.find((each) => tableKey(each.schema, each.name) === wanted)
    if (table === undefined) return []
    const known = new Set(Object.entries(model.fields).map(([field, definition]) => columnOfField(field, definition, naming)))
    const [draft] = draftModels(name, [table], {
      naming,
      keys: new Map([[table.name, columnsOfKey(model.key, model.fields, naming)]]),
    }).models
    return table.columns
      .filter((column) => !known.has(column.name))
      .flatMap((column) => {
        const line = draft === undefined ? undefined : fieldLine(draft, column.name, naming)
        // What no type holds is told beside the model when that is drafted; there is nothing to add.
        return line === undefined
          ? []
          : [`+ ${model.name} (${file}): the column ${column.name} of ${table.name} has no field. Add: ${line}`]
      })
  })
}

const columnsOfKey = (key: readonly string[], fields: ModelSource['model']['fields'], naming: typeof SNAKE_CASE): string[] =>
  key.flatMap((name) => {
    const field = fields[name]
    return field === undefined ? [] : [columnOfField(name, field, naming)]
  })

/** Appends models and what they import; everything else in the file stays as it is. */
async function append(file: string, datasource: string, models: readonly DraftModel[]): Promise<void> {
  if (!(await exists(file))) {
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(file, fileText(datasource, models, []), { flag: 'wx' })
    return
  }
  let text = await readFile(file, 'utf8')
  for (const [module, used] of importsOf(models)) text = withImport(text, module, [...used])
  // Whoever reads the file meanwhile sees it before or after, never half.
  await writeFile(`${file}.new`, `${text.trimEnd()}\n\n${models.map(modelText).join('\n')}`)
  await rename(`${file}.new`, file)
}

function withImport(text: string, module: string, used: readonly string[]): string {
  const pattern = new RegExp(`^import \\{([^}]*)\\} from ['"]${literally(module)}['"];?$`, 'm')
  const found = pattern.exec(text)
  if (found !== null) {
    const names = [...new Set([...parts(found[1] ?? ''), ...used])]
    return names.length === parts(found[1] ?? '').length ? text : text.replace(pattern, () => importText(module, names))
  }
  const head = /^(?:\s*\/\*[\s\S]*?\*\/\s*?\n|\s*\/\/[^\n]*\n|\s*\n)*/.exec(text)?.[0] ?? ''
  return `${head}${importText(module, used)}\n${text.slice(head.length)}`
}
