/** Tokens (JWT): whether one that was sent is in force and meant for us, and whom it names. */

import { createPublicKey, type KeyObject } from 'node:crypto'
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { Faults } from '../base/errors.ts'
import { type Log, rememberSecret } from '../base/log.ts'
import { type JwksTiming, remoteKeys } from './jwks.ts'
import { type Principal, principalOf } from './principal.ts'
import { Invalid } from './refusal.ts'

/** What tokens are checked with; exactly one, because a key has one use. */
export type TokenKey =
  | { readonly kind: 'jwks'; readonly url: string }
  | { readonly kind: 'public'; readonly pem: string }
  | { readonly kind: 'secret'; readonly secret: string }

export interface TokenSettings {
  readonly key: TokenKey
  /** null: any. */
  readonly issuer: string | null
  /** One of them must be the token's; null: any. */
  readonly audience: readonly string[] | null
  /** Symmetric ones with a secret, asymmetric ones otherwise. */
  readonly algorithms: readonly string[]
  /** A claim's name, or the path to it with dots. */
  readonly rolesClaim: string
  readonly typ: string | undefined
  /** Seconds. */
  readonly clockTolerance: number
}

/** @throws Invalid */
export type TokenVerifier = (token: string) => Promise<Principal>

/** Beyond it nobody's token is; node takes 16 KB of headers in all. */
const MAX_TOKEN = 8_192
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)$/
const MAX_SUBJECT = 255

/**
 * @param timing of fetching the issuer's keys
 * @throws Faults for a key that cannot serve
 */
export function createTokenVerifier(settings: TokenSettings, log: Log | undefined, timing?: JwksTiming): TokenVerifier {
  const { issuer, audience, rolesClaim, typ, clockTolerance } = settings
  const { key, algorithms } = keyOf(settings, log, timing)
  const options = {
    algorithms: [...algorithms],
    requiredClaims: ['exp', 'sub'],
    clockTolerance,
    ...(issuer === null ? {} : { issuer }),
    ...(audience === null ? {} : { audience: [...audience] }),
    ...(typ === undefined ? {} : { typ }),
  }
  return async (token) => {
    if (token.length > MAX_TOKEN) throw new Invalid(`a token of more than ${MAX_TOKEN} characters`)
    if (!isCanonical(token)) throw new Invalid('a credential that is neither an API key nor a signed token')
    const claims = await jwtVerify(token, key, options).then(
      ({ payload }) => payload,
      (error: unknown) => {
        throw error instanceof Invalid ? error : new Invalid(reasonOf(error), { cause: error })
      },
    )
    return principalOfClaims(claims, rolesClaim, Date.now() / 1000 + clockTolerance)
  }
}

/** The last character of a signature has bits that mean nothing: of the texts that decode alike, only one is the token. */
function isCanonical(token: string): boolean {
  const signature = TOKEN.exec(token)?.[1]
  return signature !== undefined && Buffer.from(signature, 'base64url').toString('base64url') === signature
}

/** In words that hold nothing of the token: jose's own are of a closed set, the names of claims are those that we asked for. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    return `a token by its claim ${error.claim}: ${error.reason}`
  return `a token: ${error instanceof errors.JOSEError ? error.code : 'it could not be checked'}`
}

/** @param latest seconds since the epoch after which a token cannot have been issued */
function principalOfClaims(claims: JWTPayload, rolesClaim: string, latest: number): Principal {
  const { sub, exp, iat } = claims
  if (typeof sub !== 'string' || sub === '' || sub.length > MAX_SUBJECT || /\p{Cc}/u.test(sub))
    throw new Invalid('a token without a usable sub')
  // 1e999 is a number in JSON too, and would never expire.
  if (!Number.isFinite(exp)) throw new Invalid('a token without a usable exp')
  if (iat !== undefined && iat > latest) throw new Invalid('a token that was issued in the future')
  if (isIdToken(claims)) throw new Invalid('an ID token, which tells its client who signed in and opens nothing')
  const roles = rolesOf(claimAt(claims, rolesClaim))
  if (roles === undefined) throw new Invalid('a token whose roles are neither a list of texts nor a text')
  return principalOf(`user:${sub}`, roles, claims)
}

/** By the claims that the standard gives to ID tokens alone, and by what Keycloak and Cognito write. */
function isIdToken(claims: JWTPayload): boolean {
  return Object.hasOwn(claims, 'at_hash') || Object.hasOwn(claims, 'c_hash') || claims.token_use === 'id' || claims.typ === 'ID'
}

/** The claim of this name, which may have dots of its own, or what the path leads to through own keys; undefined where there is nothing. */
function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  let at: unknown = claims
  for (const step of path.split('.')) {
    if (at === null || typeof at !== 'object' || Array.isArray(at) || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<string, unknown>)[step]
  }
  return at
}

/** A list of texts, or one text with blanks between, as `scope` is; undefined for anything else that is there. */
function rolesOf(claim: unknown): readonly string[] | undefined {
  if (claim === undefined || claim === null) return []
  if (typeof claim === 'string') return claim.split(' ').filter((role) => role !== '')
  if (Array.isArray(claim) && claim.every((role): role is string => typeof role === 'string' && role !== '')) return claim
  return undefined
}

interface Key {
  readonly key: JWTVerifyGetKey
  readonly algorithms: readonly string[]
}

function keyOf({ key, algorithms }: TokenSettings, log: Log | undefined, timing: JwksTiming | undefined): Key {
  if (key.kind === 'jwks') return { key: remoteKeys(key.url, log, timing), algorithms }
  if (key.kind === 'secret') {
    const bytes = Buffer.from(key.secret)
    return { key: () => bytes, algorithms }
  }
  const object = publicKeyOf(key.pem)
  const fitting = algorithms.filter((name) => fits(object, name))
  if (fitting.length === 1) return { key: () => object, algorithms: fitting }
  throw new Faults('The key of tokens has faults:', [
    fitting.length === 0
      ? `JWT_ALGORITHMS: none of ${algorithms.join(', ')} fits the key in JWT_PUBLIC_KEY. Name the algorithm that the issuer signs with.`
      : `JWT_ALGORITHMS: ${fitting.join(' and ')} fit the key in JWT_PUBLIC_KEY, but a key serves one algorithm. Name one.`,
  ])
}

const LEAST_RSA_BITS = 2_048

function publicKeyOf(pem: string): KeyObject {
  const fault = (what: string) => new Faults('The key of tokens has faults:', [`JWT_PUBLIC_KEY ${what}`])
  if (pem.includes('PRIVATE')) {
    rememberSecret(pem)
    throw fault('is a private key. It belongs to the issuer alone; write the public one: openssl pkey -in key.pem -pubout.')
  }
  let object: KeyObject
  try {
    object = createPublicKey(pem)
  } catch {
    // The library's words say nothing that helps.
    throw fault('is no public key in PEM, which begins with -----BEGIN PUBLIC KEY-----. In an environment write its line breaks as \\n.')
  }
  const bits = object.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && bits < LEAST_RSA_BITS) throw fault(`has ${bits} bits; an RSA key must have at least ${LEAST_RSA_BITS}.`)
  return object
}

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' }

function fits({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, algorithm: string): boolean {
  if (asymmetricKeyType === 'rsa') return /^[RP]S/.test(algorithm)
  if (asymmetricKeyType === 'rsa-pss') return algorithm.startsWith('PS')
  if (asymmetricKeyType === 'ec') return CURVES[asymmetricKeyDetails?.namedCurve ?? ''] === algorithm
  return asymmetricKeyType === 'ed25519' && /^Ed(DSA|25519)$/.test(algorithm)
}
