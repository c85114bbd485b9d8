/** The Pothos builder that every part of the graph is made with. */

import SchemaBuilder from '@pothos/core'
import DataloaderPlugin from '@pothos/plugin-dataloader'
import type { Value } from '../base/json.ts'
import type { RequestContext } from './context.ts'
import { SCALARS } from './scalars.ts'

/** A scalar that is text on both sides. */
interface Text {
  Input: string
  Output: string
}

/** A builder that knows the context, the scalars and the query type; its fields are nullable unless they say otherwise. */
export function createBuilder() {
  const builder = new SchemaBuilder<{
    Context: RequestContext
    DefaultFieldNullability: true
    Scalars: {
      ID: { Input: string; Output: string | number }
      BigInt: Text
      Decimal: Text
      Date: Text
      Time: Text
      DateTime: Text
      UUID: Text
      Bytes: Text
      JSON: { Input: Value; Output: Value }
    }
  }>({ plugins: [DataloaderPlugin] })
  for (const scalar of SCALARS) builder.addScalarType(scalar.name as 'JSON', scalar)
  builder.queryType({ description: 'Everything that can be read.' })
  return builder
}

export type Builder = ReturnType<typeof createBuilder>
