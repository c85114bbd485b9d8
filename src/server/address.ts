/** Who a request comes from: the connection's address, or what proxies that are trusted say of it. */

import { BlockList, isIPv4, isIPv6 } from 'node:net'

export interface Peer {
  /** Normal form: IPv4 also where it came as ::ffff:a.b.c.d; null where there is no connection. */
  readonly address: string | null
  /** Whether it is a trusted proxy. */
  readonly trusted: boolean
}

export interface Proxies {
  /**
   * The client behind a connection.
   * @param forwarded the header x-forwarded-for, nearest proxy last
   */
  client(remote: string | undefined, forwarded: string | null): Peer
}

/** @param trusted addresses and networks such as `10.0.0.0/8`, each of them valid */
export function createProxies(trusted: readonly string[]): Proxies {
  const list = new BlockList()
  for (const entry of trusted) {
    const [address = '', prefix] = entry.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  const isTrusted = (address: string) => trusted.length > 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  return {
    client(remote, forwarded) {
      if (remote === undefined) return { address: null, trusted: false }
      let address = plain(remote)
      if (!isTrusted(address)) return { address, trusted: false }
      // Each proxy adds at the end whom it heard from; what stands before the first stranger is that stranger's word.
      const hops = forwarded?.split(',') ?? []
      for (let at = hops.length - 1; at >= 0 && isTrusted(address); at--) {
        const hop = plain((hops[at] as string).trim())
        if (!isIPv4(hop) && !isIPv6(hop)) break
        address = hop
      }
      return { address, trusted: true }
    },
  }
}

/** An address without the brackets and port that some proxies add, and without the IPv6 face of IPv4. */
function plain(text: string): string {
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return /^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare
}

/** What one caller is known by: of IPv6 the network of 64 bits, because whoever has one address there has them all. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%')[0] as string).split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
