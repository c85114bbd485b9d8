/** `npm run switchyard -- check`: the models against the live databases. */

import { Faults } from './base/errors.ts'
import { compareModels, compareOptionsOf, type Finding } from './datasource/compare.ts'
import { tablesOf } from './existing.ts'
import { openGateway } from './gateway.ts'

/**
 * Says what differs and what to do.
 * @param say takes a line for the person at the terminal
 * @returns whether requests will find everything that the models promise; hints do not count
 */
export async function check(env: Readonly<Record<string, string | undefined>>, say: (line: string) => void): Promise<boolean> {
  await using gateway = await openGateway(env)
  const { catalog, registry } = gateway
  const names = [...new Set([...catalog.models.values()].map(({ datasource }) => datasource))].sort()
  const results = await Promise.all(
    names.map(async (name): Promise<readonly Finding[] | Faults> => {
      const datasource = registry.get(name)
      try {
        return compareModels(catalog, name, await tablesOf(datasource), compareOptionsOf(datasource.engine))
      } catch (error) {
        // One database that is down keeps nobody from checking the others.
        if (error instanceof Faults) return error
        throw error
      }
    }),
  )
  let ok = true
  for (const [i, result] of results.entries()) {
    const name = names[i] ?? ''
    if (result instanceof Faults) {
      ok = false
      for (const fault of result.faults) say(`fault  ${fault}`)
      continue
    }
    const faults = result.filter(({ level }) => level === 'fault').length
    ok &&= faults === 0
    const models = [...catalog.models.values()].filter(({ datasource }) => datasource === name).length
    say(`${name}: ${models} models, ${faults} faults, ${result.length - faults} hints.`)
    for (const { level, text } of result) say(`  ${level.padEnd(5)}  ${text}`)
  }
  return ok
}
