/** Whether the driver still looks after its servers: a look that never ends is one that it has lost, and with it the server for good. */

/** What of the driver's client is needed here. */
interface Heart {
  on(event: (typeof BEGINS | typeof ENDS)[number], heard: (about: About) => void): unknown
}
type About = { readonly connectionId: string } | { readonly address: string }

const BEGINS = ['serverHeartbeatStarted'] as const
const ENDS = ['serverHeartbeatSucceeded', 'serverHeartbeatFailed', 'serverClosed'] as const

export interface Heartbeats {
  /** Whether a look has lasted for more than so many milliseconds. */
  lost(milliseconds: number): boolean
}

/** @param now milliseconds of a clock that never goes back */
export function watchHeartbeats(client: Heart, now: () => number = () => performance.now()): Heartbeats {
  const begun = new Map<string, number>()
  const server = (about: About): string => ('address' in about ? about.address : about.connectionId)
  for (const event of BEGINS) client.on(event, (about) => void begun.set(server(about), now()))
  for (const event of ENDS) client.on(event, (about) => void begun.delete(server(about)))
  return { lost: (milliseconds) => [...begun.values()].some((at) => now() - at > milliseconds) }
}
