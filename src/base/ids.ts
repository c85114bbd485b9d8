/** Identifiers that the gateway makes itself: UUIDs and ObjectIds that sort by the time of their making. */

import { randomBytes } from 'node:crypto'

/** A UUID of version 7: milliseconds, then 74 random bits. */
export function uuidV7(now: number): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Five bytes of this process. */
const PROCESS = randomBytes(5).toString('hex')
let counter = randomBytes(3).readUIntBE(0, 3)

/** An ObjectId as drivers make it: seconds, the process, a counter. */
export function objectId(now: number): string {
  counter = (counter + 1) % 0x1000000
  return `${Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')}${PROCESS}${counter.toString(16).padStart(6, '0')}`
}
