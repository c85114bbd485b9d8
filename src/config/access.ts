/** The settings of authentication: who may ask, and what his credential is checked with. */

import { str } from 'envalid'
import { quoted } from './given.ts'
import { flag, whole } from './specs.ts'

/** Seconds by which another machine's clock may be wrong. */
const MOST_TOLERANCE = 30

export const ACCESS = {
  AUTH_REQUIRED: flag({ default: undefined, desc: 'Refuse requests without a credential.' }),
  API_KEYS: str({ default: undefined, desc: 'The API keys: a JSON list of entries as `keys create` prints them.' }),
  JWT_JWKS_URL: str({ default: undefined, desc: 'Where the issuer of tokens publishes its keys.' }),
  JWT_PUBLIC_KEY: str({ default: undefined, desc: 'The key that tokens are checked with, in PEM.' }),
  JWT_SECRET: str({ default: undefined, desc: 'The secret that tokens are checked with.' }),
  JWT_ISSUER: str({ default: undefined, desc: 'Whose tokens are taken.' }),
  JWT_AUDIENCE: str({ default: undefined, desc: 'For whom tokens must be made.' }),
  JWT_ALGORITHMS: str({ default: undefined, desc: 'Algorithms that tokens may be signed with.' }),
  JWT_ROLES_CLAIM: str({ default: 'roles', desc: 'The claim with the roles, or the path to it.' }),
  JWT_TYP: str({ default: undefined, desc: 'The type that tokens must have, such as at+jwt.' }),
  JWT_CLOCK_TOLERANCE: whole(0, MOST_TOLERANCE)({ default: 5, desc: "Seconds by which the issuer's clock may differ." }),
}

/** Those that may stand in a file. */
export const ACCESS_FILES: readonly string[] = ['API_KEYS', 'JWT_PUBLIC_KEY', 'JWT_SECRET']

export const ACCESS_SECRETS: readonly string[] = ['API_KEYS', 'JWT_SECRET']

/** What is written instead of an issuer or an audience where any will do. */
const ANY = '*'

/** What tokens are checked with; exactly one of the three, because a key has one use. */
export type TokenKey =
  | { readonly kind: 'jwks'; readonly url: string }
  | { readonly kind: 'public'; readonly pem: string }
  | { readonly kind: 'secret'; readonly secret: string }

export interface TokenConfig {
  readonly key: TokenKey
  /** null: any. */
  readonly issuer: string | null
  /** One of them must be the token's; null: any. */
  readonly audience: readonly string[] | null
  /** Symmetric ones with a secret, asymmetric ones otherwise. */
  readonly algorithms: readonly string[]
  readonly rolesClaim: string
  readonly typ: string | undefined
  /** Seconds. */
  readonly clockTolerance: number
}

export interface KeysConfig {
  /** JSON, not yet read. */
  readonly text: string
  /** The variable that gives it. */
  readonly from: string
  /** The file it was read from, to be read again. */
  readonly file: string | undefined
}

export interface AccessConfig {
  /** Requests without a credential are refused. */
  readonly required: boolean
  readonly keys: KeysConfig | undefined
  readonly tokens: TokenConfig | undefined
}

type Values = { readonly [Name in keyof typeof ACCESS]?: string | number | boolean | undefined }

export interface AccessSources {
  readonly production: boolean
  /** The files that values were read from, by setting. */
  readonly files: ReadonlyMap<string, string>
  /** Settings that were given, right or wrong. */
  readonly given: { has(name: string): boolean }
}

/** Puts the settings together; what does not fit is a fault with its remedy. */
export function accessOf(values: Values, { production, files, given }: AccessSources, faults: string[]): AccessConfig {
  const text = (name: keyof typeof ACCESS) => values[name] as string | undefined
  const keys = text('API_KEYS')
  const file = files.get('API_KEYS')
  const isGiven = (name: string) => given.has(name) || given.has(`${name}_FILE`)
  const tokens = tokensOf(text, isGiven, values.JWT_CLOCK_TOLERANCE as number, faults)
  const required = values.AUTH_REQUIRED as boolean | undefined
  if (required === true && !['API_KEYS', ...KEYS].some(isGiven))
    faults.push(
      'AUTH_REQUIRED is true, but no credential would be right. Make a key with: npm run switchyard -- keys create --roles reader --file keys.json; ' +
        'then set API_KEYS_FILE=keys.json. Or set JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE.',
    )
  if (production && required === undefined && !given.has('AUTH_REQUIRED'))
    faults.push(
      'AUTH_REQUIRED is not set, and NODE_ENV is production. Set AUTH_REQUIRED=true to refuse requests without a credential, ' +
        'or AUTH_REQUIRED=false to open the data to everyone who can reach the gateway.',
    )
  return {
    required: required ?? false,
    keys: keys === undefined ? undefined : { text: keys, from: file === undefined ? 'API_KEYS' : `API_KEYS_FILE (${file})`, file },
    tokens,
  }
}

const SYMMETRIC = ['HS256', 'HS384', 'HS512']
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const USUAL = ['RS256', 'ES256', 'EdDSA']

type Texts = (name: keyof typeof ACCESS) => string | undefined

const KEYS = ['JWT_JWKS_URL', 'JWT_PUBLIC_KEY', 'JWT_SECRET'] as const

function tokensOf(text: Texts, isGiven: (name: string) => boolean, clockTolerance: number, faults: string[]): TokenConfig | undefined {
  const key = keyOf(text, faults)
  if (key === undefined) {
    const idle = (['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_ALGORITHMS', 'JWT_TYP'] as const).filter((name) => text(name) !== undefined)
    // A key that was given and is at fault has been told of.
    if (idle.length > 0 && !KEYS.some(isGiven))
      faults.push(
        `${idle.join(', ')}: there is nothing to check tokens with. Set JWT_JWKS_URL, JWT_PUBLIC_KEY or JWT_SECRET, or remove ${idle.join(', ')}.`,
      )
    return undefined
  }
  const issuer = text('JWT_ISSUER')
  const audience = text('JWT_AUDIENCE')
  if (issuer === undefined)
    faults.push(`JWT_ISSUER is not set. Write the "iss" of the tokens to be taken, or ${ANY} for those of any issuer that has the key.`)
  if (audience === undefined)
    faults.push(`JWT_AUDIENCE is not set. Write the "aud" of the tokens to be taken, or ${ANY} to take those that are made for others too.`)
  return {
    key,
    issuer: issuer === undefined || issuer === ANY ? null : issuer,
    audience: audience === undefined || audience === ANY ? null : listOf(audience),
    algorithms: algorithmsOf(text('JWT_ALGORITHMS'), key, faults),
    rolesClaim: text('JWT_ROLES_CLAIM') ?? 'roles',
    typ: text('JWT_TYP'),
    clockTolerance,
  }
}

function keyOf(text: Texts, faults: string[]): TokenKey | undefined {
  const given = KEYS.filter((name) => text(name) !== undefined)
  if (given.length > 1) {
    faults.push(`${given.join(' and ')} are both set. Keep one: tokens are checked with one kind of key.`)
    return undefined
  }
  const [url, pem, secret] = [text('JWT_JWKS_URL'), text('JWT_PUBLIC_KEY'), text('JWT_SECRET')]
  // An environment holds one line: line breaks may be written as \n.
  if (pem !== undefined) return { kind: 'public', pem: pem.replaceAll('\\n', '\n') }
  if (secret !== undefined) return { kind: 'secret', secret }
  if (url === undefined) return undefined
  const fault = urlFault(url)
  if (fault !== undefined) faults.push(`JWT_JWKS_URL is ${quoted(url)}, but ${fault}.`)
  return fault === undefined ? { kind: 'jwks', url } : undefined
}

/** Keys that come by plain HTTP could be anybody's. */
function urlFault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be a URL, such as https://id.example.org/.well-known/jwks.json'
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return 'must not hold a user or a password'
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined
  return 'must begin with https:// (http:// serves this machine only)'
}

/** Whether only this machine can reach a server that listens on this host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

function algorithmsOf(given: string | undefined, key: TokenKey, faults: string[]): readonly string[] {
  const [allowed, usual] = key.kind === 'secret' ? [SYMMETRIC, ['HS256']] : [ASYMMETRIC, USUAL]
  const chosen = given === undefined ? usual : listOf(given)
  const wrong = chosen.filter((name) => !allowed.includes(name))
  const what = key.kind === 'secret' ? 'JWT_SECRET' : 'a public key'
  if (wrong.length > 0 || chosen.length === 0)
    faults.push(`JWT_ALGORITHMS is ${quoted(given ?? '')}, but with ${what} there are ${allowed.join(', ')}.`)
  else if (key.kind === 'secret') {
    if (chosen.length > 1) faults.push(`JWT_ALGORITHMS is ${quoted(given ?? '')}, but a secret serves one algorithm. Name one.`)
    const least = Number(chosen[0]?.slice(2)) / 8
    // A shorter one than the hash is long can be found by trying.
    if (Buffer.byteLength(key.secret) < least)
      faults.push(`JWT_SECRET must have at least ${least} bytes; make one with: openssl rand -base64 ${least * 2}.`)
  }
  return chosen
}

function listOf(text: string): readonly string[] {
  return [...new Set(text.split(',').map((each) => each.trim()))].filter((each) => each !== '')
}
