import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Public addresses that clouds answer their own machines from: credentials and settings lie behind them. */
const PLATFORM = new Set(['168.63.129.16']);
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public internet. Everything with a meaning of its own is not: loopback, private and
 * link-local ranges, metadata services, carrier NAT, multicast, and IPv6 forms that carry an IPv4 address (mapped, NAT64,
 * 6to4, Teredo), behind which any of the others may stand.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false; // short forms such as 127.1 are for resolvers to spell out
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast' || PLATFORM.has(address.toString())) return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_UNICAST);
}
