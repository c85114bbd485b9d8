/** Runs the tests that need servers, and says at the end which servers there were. `npm run test:services -- <files, options of vitest>` */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { SERVERS } from './databases.ts'

const ROOT = join(import.meta.dirname, '../..')
const isSet = (variable: string): boolean => (process.env[variable] ?? '') !== ''
const found = SERVERS.filter(({ variable }) => isSet(variable))

let status = 0
if (found.length > 0) {
  const { status: ended, signal } = spawnSync(
    process.execPath,
    ['run.mjs', 'node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)],
    {
      cwd: ROOT,
      env: { ...process.env, SERVICES: '1' },
      stdio: 'inherit',
    },
  )
  if (signal !== null) console.log(`vitest was ended by ${signal}`)
  status = ended ?? 1
}

console.log('\nServers:')
for (const { type, variable } of SERVERS)
  console.log(`  ${type.padEnd(10)} ${isSet(variable) ? `found (${variable})` : `not found: ${variable} is not set`}`)
if (found.length === 0) {
  console.log('No server was named, so nothing was tested. eval "$(test/services/up)" starts some on this machine.')
  // On CI a run that tests nothing is one that went wrong.
  if (isSet('CI')) status = 1
} else if (process.env.NORTHWIND_DIR === undefined) console.log('  Northwind was not asked: NORTHWIND_DIR is not set.')
process.exitCode = status
