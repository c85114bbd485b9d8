/** Cursors and global ids: opaque texts that carry a place in an order, or a row's model and key. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { badInput, GatewayError } from '../base/errors.ts'
import { canonicalJson, type Value } from '../base/json.ts'

/** Where a cursor belongs; one from elsewhere is refused. */
export interface CursorScope {
  readonly model: string
  /** The `orderBy` argument as it came. */
  readonly orderBy: Value
}

export interface Cursors {
  encode(scope: CursorScope, values: readonly Value[]): string
  /**
   * The values of a cursor, in canonical form and with full precision.
   * @throws GatewayError BAD_CURSOR when it is forged, damaged, or of another model or order
   */
  decode(scope: CursorScope, cursor: string, length: number): readonly Value[]
}

const TAG_BYTES = 16

/** @param secret the server's SECRET_KEY; cursors stay valid as long as it stays */
export function createCursors(secret: string): Cursors {
  const tagOf = (body: Buffer) => createHmac('sha256', secret).update('cursor').update(body).digest().subarray(0, TAG_BYTES)
  const scopeOf = ({ model, orderBy }: CursorScope) =>
    createHash('sha256')
      .update(JSON.stringify([model, canonicalJson(orderBy)]))
      .digest('base64url')
      .slice(0, 16)
  return {
    encode(scope, values) {
      const body = Buffer.from(JSON.stringify([scopeOf(scope), ...values]))
      return Buffer.concat([tagOf(body), body]).toString('base64url')
    },
    decode(scope, cursor, length) {
      const bytes = Buffer.from(cursor, 'base64url')
      const body = bytes.subarray(TAG_BYTES)
      const tag = bytes.subarray(0, TAG_BYTES)
      if (bytes.length <= TAG_BYTES || !timingSafeEqual(tag, tagOf(body)) || bytes.toString('base64url') !== cursor)
        throw new GatewayError(
          'BAD_CURSOR',
          'This cursor is not one of ours, or it was damaged. Take cursors from pageInfo or edges and pass them unchanged.',
        )
      const [home, ...values] = JSON.parse(body.toString()) as [string, ...Value[]]
      if (home !== scopeOf(scope) || values.length !== length)
        throw new GatewayError(
          'BAD_CURSOR',
          'This cursor belongs to another list or another orderBy. Page with the same arguments, or start again without a cursor.',
        )
      return values
    },
  }
}

/** A global id: the model and the key, readable by nobody in particular. */
export function encodeNodeId(model: string, key: readonly Value[]): string {
  return Buffer.from(JSON.stringify([model, ...key])).toString('base64url')
}

/** @throws GatewayError BAD_USER_INPUT when the text is no global id */
export function decodeNodeId(nodeId: string): { model: string; key: readonly Value[] } {
  try {
    const parts: unknown = JSON.parse(Buffer.from(nodeId, 'base64url').toString())
    if (Array.isArray(parts) && typeof parts[0] === 'string' && parts.length > 1) return { model: parts[0], key: parts.slice(1) as Value[] }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw badInput('nodeId is not a global id. Take it from the field nodeId of an object.')
}
