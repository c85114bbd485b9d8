/** The header Idempotency-Key: a name that the client gives to an operation, so that sent twice it is done once. */

import { badInput } from '../base/errors.ts'

/** Long enough for every UUID and digest. */
const LONGEST = 255

/**
 * @param header the request's headers by their names
 * @throws GatewayError BAD_USER_INPUT for a key that no client means
 */
export function idempotencyKey(header: (name: string) => string | null): string | undefined {
  const key = header('idempotency-key')
  if (key === null) return undefined
  if (key.length === 0 || key.length > LONGEST || !/^[\x21-\x7e]+$/.test(key))
    throw badInput(`Idempotency-Key must have 1 to ${LONGEST} visible ASCII characters, such as a UUID.`)
  return key
}
