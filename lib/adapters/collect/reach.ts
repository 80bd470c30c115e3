import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '../../errors/appError.ts';
import { isPublicAddress } from './publicAddress.ts';

/** What requests may reach. The default is the public internet; tests alone put their own machine in its place. */
export interface Reach {
  /** Addresses of a host name. */
  resolve(host: string): Promise<readonly string[]>;
  isAllowed(address: string): boolean;
  /** Authorities trusted beside the system's own, PEM. */
  readonly ca?: string;
}

export const PUBLIC_INTERNET: Reach = {
  async resolve(host) {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  },
  isAllowed: isPublicAddress,
};

/**
 * Refuses an address that may not be asked at all: another scheme, a user in it, a host or port that the declaration does
 * not list, an address written out that is not allowed.
 * @throws AppError `collect.request-refused`
 */
export function checkAddress(url: URL, hosts: readonly string[], reach: Reach): void {
  const refuse = (reason: string) => new AppError('collect.request-refused', { host: url.host.slice(0, 100), reason });
  if (url.protocol !== 'https:') throw refuse(`${url.protocol} is not https:`);
  if (url.username !== '' || url.password !== '') throw refuse('the address holds a user');
  if (!hosts.includes(url.host)) throw refuse('the declaration lists no such host and port');
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !reach.isAllowed(bare)) throw refuse('its address is not a public one');
}

/**
 * A lookup for `node:https` that checks the very addresses which are then connected to, so that a name which changes its
 * meaning between check and use (DNS rebinding) gains nothing. One address that is not allowed refuses all.
 */
export function guardedLookup(reach: Reach): LookupFunction {
  return (host, { all, family }, callback) => {
    reach.resolve(host).then(
      (addresses) => {
        const answer = addresses
          .map((address) => ({ address, family: isIP(address) }))
          .filter((one) => one.family !== 0 && (typeof family !== 'number' || family === 0 || family === one.family));
        const [first] = answer;
        if (!first || addresses.some((address) => !reach.isAllowed(address))) {
          const reason = first ? 'its name leads to an address that is not public' : 'its name leads nowhere';
          callback(new AppError('collect.request-refused', { host, reason }), '', 0);
        } else if (all) callback(null, answer);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}
