/** The MongoDB engine, from version 5.0 on. */

import type { Capabilities } from '../datasource/capabilities.ts'
import type { Engine } from '../datasource/datasource.ts'
import { lowerFirst } from '../model/names.ts'
import { backupOfMongodb } from './mongodb/backup.ts'
import { mongodbConsole } from './mongodb/console.ts'
import { openMongodb } from './mongodb/datasource.ts'
import { mongodbOptions, parseMongodbUrl } from './mongodb/options.ts'
import { compileRead } from './mongodb/read.ts'
import { holds } from './mongodb/shape.ts'
import { compileWrite, defineCollections } from './mongodb/write.ts'

/**
 * Decimal128 has 34 digits. Moments keep microseconds: those with more than three digits are kept as text.
 * Whether the server has transactions is found out when it is connected to.
 */
const CAPABILITIES: Capabilities = {
  nest: false,
  transactions: true,
  foreignKeys: false,
  identity: false,
  objectId: true,
  decimalPrecision: 34,
  timePrecision: 6,
}

export const mongodb: Engine = {
  type: 'mongodb',
  aliases: ['mongo'],
  options: mongodbOptions,
  version: '5.0',
  parse: parseMongodbUrl,
  capabilities: () => CAPABILITIES,
  compile: (query, at) => ('kind' in query ? compileWrite(query, at) : compileRead(query, at)),
  define: (models, at) => defineCollections(models, at, CAPABILITIES),
  console: (name, settings) => mongodbConsole(name, settings),
  open: (name, settings) => openMongodb(mongodb, name, settings),
  backup: backupOfMongodb,
  naming: { source: lowerFirst, column: (field) => (field === 'id' ? '_id' : field) },
  holds: ({ type: found }, type) => found === null || holds(found, type),
}
