/** Name and placement → live datasource: opened at first use, guarded, closed together. */

import { GatewayError } from '../base/errors.ts'
import type { Datasource, Engine, OpenOptions, Settings } from './datasource.ts'
import { guard, type Limits } from './guard.ts'
import type { Placement } from './placement.ts'

export interface RegistryEntry {
  readonly name: string
  readonly engine: Engine
  readonly settings: Settings
}

export interface RegistryOptions extends OpenOptions {
  /** Instead of what follows from each datasource's POOL__MAX. */
  readonly limits?: Partial<Limits>
  readonly log?: Limits['log']
  readonly observe?: Limits['observe']
}

export interface Registry extends AsyncDisposable {
  readonly names: readonly string[]
  /** The live datasource; asking for one that is not configured is a fault of ours. */
  get(name: string, placement?: Placement): Datasource
}

/** Statements are short: a queue this many times the pool is worked off well within a request's deadline. */
const QUEUE_PER_CONNECTION = 100
const SHORTEST_QUEUE = 500

export function createRegistry(entries: readonly RegistryEntry[], options: RegistryOptions): Registry {
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const open = new Map<string, Datasource>()
  let closed = false
  return {
    names: [...byName.keys()],
    // A placement's tenant and namespace choose among pools once tenants have databases of their own.
    get(name, placement) {
      const wanted = placement?.datasource ?? name
      if (closed) throw new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.', { datasource: wanted })
      const opened = open.get(wanted)
      if (opened !== undefined) return opened
      const entry = byName.get(wanted)
      if (entry === undefined) throw new Error(`no datasource ${wanted}`)
      const datasource = guard(entry.engine.open(wanted, entry.settings, { dataDir: options.dataDir }), limitsOf(entry, options))
      open.set(wanted, datasource)
      return datasource
    },
    async [Symbol.asyncDispose]() {
      closed = true
      const failed = (await Promise.allSettled([...open.values()].map((datasource) => datasource[Symbol.asyncDispose]()))).filter(
        (result) => result.status === 'rejected',
      )
      open.clear()
      for (const { reason } of failed)
        options.log?.warn('A datasource could not be closed in good order.', {
          cause: reason instanceof Error ? reason.message : String(reason),
        })
    },
  }
}

function limitsOf({ engine, settings }: RegistryEntry, { limits, log, observe }: RegistryOptions): Limits {
  const concurrency = Math.max(1, Number(settings.POOL__MAX ?? engine.options.POOL__MAX?.default ?? 1))
  return {
    concurrency,
    queue: Math.max(SHORTEST_QUEUE, concurrency * QUEUE_PER_CONNECTION),
    acquireTimeout: typeof settings.POOL__ACQUIRE_TIMEOUT === 'number' ? settings.POOL__ACQUIRE_TIMEOUT : undefined,
    statementTimeout: typeof settings.STATEMENT_TIMEOUT === 'number' ? settings.STATEMENT_TIMEOUT : undefined,
    readOnly: settings.READ_ONLY === true,
    ...(log === undefined ? {} : { log }),
    observe,
    ...limits,
  }
}
