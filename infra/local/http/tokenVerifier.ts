import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { RouteAuthorization } from './routes.ts';

/** Whom a verified token speaks of, as functions see it. */
export interface Identity {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

/** What came of looking at a token. */
type Verdict =
  | { readonly kind: 'admitted'; readonly identity: Identity }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'insufficient' };

export type VerifyToken = (header: string | undefined, asked: RouteAuthorization) => Promise<Verdict>;

/** The JWT authorizer of an HTTP API: signature by the issuer's published keys, issuer, times, audience, scopes. */
export function createTokenVerifier(issuer: string): VerifyToken {
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  return async (header, { audiences, scopes }) => {
    if (header === undefined || header === '') return { kind: 'missing' };
    let payload: JWTPayload;
    try {
      const token = header.replace(/^bearer\s+/i, '');
      ({ payload } = await jwtVerify(token, keys, { issuer, algorithms: ['RS256', 'RS384', 'RS512'] }));
    } catch {
      return { kind: 'invalid' };
    }
    // Tokens of some providers name the client instead of an audience.
    const named = payload.aud === undefined ? [String(payload['client_id'])] : [payload.aud].flat();
    if (!named.some((name) => audiences.includes(name))) return { kind: 'invalid' };
    const granted = scopesOf(payload);
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) return { kind: 'insufficient' };
    const claims = Object.entries(payload).map(([name, value]) => [name, claimText(value)] as const);
    return {
      kind: 'admitted',
      identity: { claims: Object.fromEntries(claims), scopes: scopes.length > 0 ? scopes : null },
    };
  };
}

function scopesOf({ scope, scp }: JWTPayload): readonly string[] {
  const stated = scope ?? scp;
  if (typeof stated === 'string') return stated.split(' ').filter(Boolean);
  return Array.isArray(stated) ? stated.map(String) : [];
}

function claimText(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(' ')}]` : String(value);
}
