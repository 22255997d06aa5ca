/**
 * What is known about the connection a request came over: whether it is HTTPS, and from which address. Headers like
 * X-Forwarded-For are written by anybody, so they count only when the operator has said that a proxy of his own sets
 * them, and then only the entry that this proxy added: the last one.
 */
import { isIP, isIPv6 } from 'node:net'

export interface Connection {
  /** The client's address; an IPv6 address is cut to its /64, for one household has all of them. */
  address: string
  isHttps: boolean
  /** Plain HTTP on this very machine: the only case in which the session cookie is not Secure. */
  isPlainLocal: boolean
}

export interface ConnectionFacts {
  /** The peer of the TCP connection. */
  peerAddress: string | null | undefined
  /** A header by its lower-case name. */
  header(name: string): string | null | undefined
}

export interface ConnectionOptions {
  /** The service is reached only through a proxy that sets X-Forwarded-For and X-Forwarded-Proto. */
  isBehindProxy: boolean
}

/** A Host header can be forged only by the client itself, who would weaken nothing but his own cookie. */
const localHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

const lastOf = (list: string | null | undefined) => list?.split(',').at(-1)?.trim() || null

/** The first four groups of an IPv6 address, written out. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** One spelling for one client. Text that is no address becomes `unknown`: all such clients share one count. */
export function clientAddress(text: string | null | undefined): string {
  const address = (text ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIP(address) === 0) return 'unknown'
  return isIPv6(address) ? networkOf(address) : address
}

export function readConnection(facts: ConnectionFacts, options: ConnectionOptions): Connection {
  const forwardedFor = options.isBehindProxy ? lastOf(facts.header('x-forwarded-for')) : null
  const forwardedProto = options.isBehindProxy ? lastOf(facts.header('x-forwarded-proto')) : null
  const isHttps = forwardedProto?.toLowerCase() === 'https'
  return {
    address: clientAddress(forwardedFor ?? facts.peerAddress),
    isHttps,
    isPlainLocal: !isHttps && localHost.test(facts.header('host') ?? ''),
  }
}
