/** The settings of protection: what may be asked of the graph, by whom from where, and how much of it. */

import { isIP } from 'node:net'
import { str } from 'envalid'
import { quoted, type Reading } from './given.ts'
import { choice, flag, whole } from './specs.ts'

const COUNT = 2_147_483_647

export const PROTECTION = {
  INTROSPECTION: flag({ default: undefined, desc: 'Whether anybody may ask for the schema; admins always may.' }),
  GRAPHIQL: flag({ default: undefined, desc: 'Whether the explorer is served.' }),
  ALLOW_GET: flag({ default: false, desc: 'Whether queries are also taken by GET.' }),
  CORS_ORIGINS: str({ default: undefined, desc: 'Origins whose pages may call the graph.' }),
  TRUSTED_PROXIES: str({ default: undefined, desc: "Proxies whose word on the client's address counts." }),
  MAX_COST: whole(1, COUNT)({ default: 100_000, desc: 'What one operation may cost: rows times fields.' }),
  RATE_LIMIT: whole(0, COUNT)({ default: 10_000_000, desc: 'Cost that one caller may spend per minute; 0 for any.' }),
  RATE_LIMIT_BURST: whole(0, COUNT)({ default: undefined, desc: 'Cost that he may spend beyond it, once in ten minutes.' }),
  PERSISTED_OPERATIONS: choice('off', 'allow', 'only')({ default: 'off', desc: 'Whether operations are asked for by an id.' }),
  PERSISTED_MANIFEST: str({ default: undefined, desc: 'The file with those operations.' }),
}

/** What the operator decides about who may ask, and how much. */
export interface ProtectionConfig {
  /** Whether anybody may ask for the schema; principals with the role admin always may. Messages suggest names only where it is so. */
  readonly introspection: boolean
  /** Whether queries are also taken by GET, with a header that no foreign page can send. */
  readonly allowGet: boolean
  /** The origins whose pages may call, as browsers write them. */
  readonly corsOrigins: ReadonlySet<string>
  /** Addresses and networks such as 10.0.0.0/8 whose word on the client's address and protocol counts. */
  readonly trustedProxies: readonly string[]
  /** What one operation may cost. */
  readonly maxCost: number
  /** What one caller may spend per minute; 0 for any amount. */
  readonly rateLimit: number
  /** What one caller may spend beyond it, once in ten minutes. */
  readonly rateBurst: number
}

export interface PersistedConfig {
  readonly mode: 'off' | 'allow' | 'only'
  readonly manifest: { readonly file: string; readonly text: string } | undefined
}

export interface ProtectionSettings {
  readonly graphiql: boolean
  readonly protection: ProtectionConfig
  readonly persisted: PersistedConfig
}

type Values = { readonly [Name in keyof typeof PROTECTION]?: string | number | boolean | undefined }

/** Puts the settings together; what does not fit is a fault with its remedy. */
export function protectionOf(values: Values, production: boolean, around: Reading): ProtectionSettings {
  const { faults } = around.findings
  const text = (name: keyof typeof PROTECTION) => values[name] as string | undefined
  const maxCost = values.MAX_COST as number
  const rateLimit = values.RATE_LIMIT as number
  if (rateLimit > 0 && rateLimit < maxCost)
    faults.push(
      `RATE_LIMIT is ${rateLimit}, less than MAX_COST, which is ${maxCost}: an operation of that cost could never be paid. Raise the one or lower the other.`,
    )
  return {
    graphiql: (values.GRAPHIQL as boolean | undefined) ?? !production,
    protection: {
      introspection: (values.INTROSPECTION as boolean | undefined) ?? !production,
      allowGet: values.ALLOW_GET as boolean,
      corsOrigins: new Set(listOf(text('CORS_ORIGINS')).filter((origin) => isOrigin(origin, faults))),
      trustedProxies: listOf(text('TRUSTED_PROXIES')).filter((entry) => isNetwork(entry, faults)),
      maxCost,
      rateLimit,
      rateBurst: (values.RATE_LIMIT_BURST as number | undefined) ?? rateLimit,
    },
    persisted: persistedOf(text('PERSISTED_OPERATIONS') as PersistedConfig['mode'], text('PERSISTED_MANIFEST'), around),
  }
}

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

function isOrigin(origin: string, faults: string[]): boolean {
  const url = /^https?:\/\//.test(origin) && URL.canParse(origin) ? new URL(origin) : undefined
  if (url?.origin === origin && !origin.includes('*')) return true
  const remedy =
    url === undefined || origin.includes('*') ? 'list each as browsers write it, such as https://app.example.org' : `write ${url.origin}`
  const wrong = origin === '*' || origin === 'null' ? 'would let any page call the graph' : 'is no origin'
  faults.push(`CORS_ORIGINS has ${quoted(origin)}, which ${wrong}: ${remedy}.`)
  return false
}

function isNetwork(entry: string, faults: string[]): boolean {
  const [address = '', prefix, more] = entry.split('/')
  const bits = isIP(address) === 6 ? 128 : 32
  const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits)
  if (isIP(address) !== 0 && fits && more === undefined) return true
  faults.push(
    `TRUSTED_PROXIES has ${quoted(entry)}, which is no address or network. Write them as 10.1.2.3 or 10.0.0.0/8, with commas between.`,
  )
  return false
}

function persistedOf(mode: PersistedConfig['mode'], file: string | undefined, { readFile, findings }: Reading): PersistedConfig {
  if (file === undefined) {
    if (mode === 'allow' || mode === 'only')
      findings.faults.push(`PERSISTED_OPERATIONS is ${mode}, but there are none. Name the file with them in PERSISTED_MANIFEST.`)
    return { mode, manifest: undefined }
  }
  if (mode === 'off') {
    findings.notices.push(`PERSISTED_MANIFEST is not read, because PERSISTED_OPERATIONS is off. Set it to allow or only.`)
    return { mode, manifest: undefined }
  }
  try {
    return { mode, manifest: { file, text: readFile(file) } }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    findings.faults.push(`PERSISTED_MANIFEST names the file ${file}, which cannot be read${code}. Correct the path or its permissions.`)
    return { mode, manifest: undefined }
  }
}
