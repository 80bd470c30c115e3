import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK, SignJWT } from 'jose';
import { writeFileAtomic } from '../files/writeFileAtomic.ts';
import { type Listening, listenAgain } from './listenOnLoopback.ts';

/** What a token is to say. */
export interface TokenRequest {
  readonly audience: string;
  /** Separated by spaces. */
  readonly scope: string;
  readonly subject?: string;
  /** Seconds from now; negative = expired already. */
  readonly expiresIn?: number;
}

/** Gives out tokens on this machine as an OpenID provider would. */
export interface DevIssuer extends Listening {
  /** The `iss` of its tokens. */
  readonly issuer: string;
  issue(request: TokenRequest): Promise<string>;
}

const ALGORITHM = 'RS256'; // the only family that API Gateway verifies
const KEY_ID = 'local';
const LIFETIME_SECONDS = 30 * 86_400;

/**
 * Starts the issuer with its discovery document and key set.
 * @param folder where its key is kept; undefined = a new key each time
 */
export async function startDevIssuer(folder: string | undefined, port?: number): Promise<DevIssuer> {
  const { privateKey, publicJwk } = await openKey(folder && path.join(folder, 'issuer.pem'));
  let issuer = '';
  const documents = (): Readonly<Record<string, object>> => ({
    '/.well-known/openid-configuration': {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [ALGORITHM],
    },
    '/.well-known/jwks.json': { keys: [{ ...publicJwk, kid: KEY_ID, alg: ALGORITHM, use: 'sig' }] },
  });
  const server = createServer((request, response) => {
    const document = request.method === 'GET' ? documents()[request.url ?? ''] : undefined;
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? { message: 'Not Found' }));
  });
  const listening = await listenAgain(server, port);
  issuer = listening.url;
  return {
    ...listening,
    issuer,
    issue: ({ audience, scope, subject = 'local-user', expiresIn = LIFETIME_SECONDS }) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ scope, client_id: audience })
        .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(now)
        .setExpirationTime(now + expiresIn)
        .sign(privateKey);
    },
  };
}

type PrivateKey = Awaited<ReturnType<typeof importPKCS8>>;
interface IssuerKey {
  readonly privateKey: PrivateKey;
  readonly publicJwk: JWK;
}

async function openKey(file: string | undefined): Promise<IssuerKey> {
  const kept = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  const privateKey =
    kept === undefined
      ? (await generateKeyPair(ALGORITHM, { extractable: true })).privateKey
      : await importPKCS8(kept, ALGORITHM, { extractable: true });
  if (file !== undefined && kept === undefined) await writeFileAtomic(file, await exportPKCS8(privateKey), 0o600);
  const { n, e, kty } = await exportJWK(privateKey);
  return { privateKey, publicJwk: { n, e, kty } as JWK };
}
