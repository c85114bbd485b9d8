/** `npm run codegen`: prints schema/schema.graphql and the typed documents of the end-to-end tests. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as typedDocuments from '@graphql-codegen/typed-document-node'
import * as operations from '@graphql-codegen/typescript-operations'
import { parse } from 'graphql'
import { createCursors } from './src/graphql/cursor.ts'
import { printGraph } from './src/graphql/print.ts'
import { buildSchema } from './src/graphql/schema.ts'
import { buildCatalog } from './src/model/catalog.ts'
import { readUserSchema } from './src/user-schema.ts'

const DOCUMENTS = join(import.meta.dirname, 'test/e2e')

/** What is generated, by path; a test compares it with what is committed. */
export async function generate(): Promise<ReadonlyMap<string, string>> {
  const user = await readUserSchema(join(import.meta.dirname, 'schema'))
  const catalog = buildCatalog(user.models)
  const sdl = printGraph(
    buildSchema({
      catalog,
      extensions: user.extensions,
      collationOf: () => 'native',
      cursors: createCursors('nothing is paged here'),
      limits: { defaultPageSize: 100, maxPageSize: 1000, maxBatchSize: 1000 },
    }),
  )
  const documents = readdirSync(DOCUMENTS)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ location: name, document: parse(readFileSync(join(DOCUMENTS, name), 'utf8')) }))
  const filename = 'test/e2e/operations.generated.ts'
  const config = {
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    defaultScalarType: 'string',
    scalars: {
      BigInt: 'string',
      Decimal: 'string',
      Date: 'string',
      Time: 'string',
      DateTime: 'string',
      UUID: 'string',
      Bytes: 'string',
      JSON: 'unknown',
    },
  }
  const typed = await codegen({
    filename,
    schema: parse(sdl),
    documents,
    config,
    plugins: [{ operations: {} }, { typedDocuments: {} }],
    pluginMap: { operations, typedDocuments },
  })
  return new Map([
    ['schema/schema.graphql', sdl],
    [filename, typed],
  ])
}

// run.mjs imports this file; a test imports it too and only wants `generate`.
if (process.argv[1] === 'codegen.ts')
  for (const [path, text] of await generate()) {
    writeFileSync(join(import.meta.dirname, path), text)
    console.log(`wrote ${path}`)
  }
