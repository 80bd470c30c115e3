import type { IncomingHttpHeaders } from 'node:http';

/** Bucket and key of a request's path. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
}

/** A refusal in the words of S3. */
export interface S3Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const KEY_BYTES = 1024;
// fauxqs would take a request with one of these for a plain one, and store `?tagging` as the object's body.
const KNOWN_PARAMETERS =
  /^(list-type|prefix|delimiter|max-keys|marker|start-after|continuation-token|encoding-type|fetch-owner|uploads|uploadId|partNumber|delete|attributes|x-id|versionId|response-.*|X-Amz-.*|x-amz-.*)$/;

/** @throws URIError when the path is no valid URL encoding */
export function addressOf(url: string): S3Address {
  const [, bucket = '', ...key] = new URL(url, 'http://s3').pathname.split('/');
  return { bucket, key: decodeURIComponent(key.join('/')) };
}

/** Refuses what is not emulated, before fauxqs misreads it. */
export function refuseUnknown(method: string, url: string, headers: IncomingHttpHeaders): S3Refusal | undefined {
  const { searchParams, pathname } = new URL(url, 'http://s3');
  if (!isDecodable(pathname)) return { status: 400, code: 'InvalidURI', message: 'Could not parse the specified URI.' };
  const unknown = [...searchParams.keys()].find((name) => !KNOWN_PARAMETERS.test(name));
  if (unknown !== undefined) return notImplemented(unknown);
  if (headers['x-amz-tagging'] !== undefined) return notImplemented('x-amz-tagging');
  if (searchParams.get('versionId')) return notImplemented('versionId');
  const { key } = addressOf(url);
  if (method === 'PUT' && Buffer.byteLength(key) > KEY_BYTES) {
    return { status: 400, code: 'KeyTooLongError', message: 'Your key is too long' };
  }
  return undefined;
}

/**
 * If-Match and If-None-Match of a write, which fauxqs ignores.
 * @param etag the present object's, undefined when there is none
 * @param needsCondition the bucket's policy denies a write that could replace an object
 */
export function refuseWrite(
  headers: IncomingHttpHeaders,
  etag: string | undefined,
  needsCondition: boolean,
): S3Refusal | undefined {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (needsCondition && noneMatch === undefined) {
    return {
      status: 403,
      code: 'AccessDenied',
      message: 'Access Denied: the bucket policy asks for If-None-Match here',
    };
  }
  if (match !== undefined && etag === undefined) {
    return { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' };
  }
  const failed =
    (noneMatch === '*' && etag !== undefined) || (match !== undefined && unquoted(match) !== unquoted(etag ?? ''));
  return failed
    ? {
        status: 412,
        code: 'PreconditionFailed',
        message: 'At least one of the pre-conditions you specified did not hold',
      }
    : undefined;
}

export function refusalXml({ code, message }: S3Refusal): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function notImplemented(what: string): S3Refusal {
  return { status: 501, code: 'NotImplemented', message: `${what.replace(/[^\w-]/g, '')} is not emulated locally` };
}

function unquoted(etag: string): string {
  return etag.replace(/^"|"$/g, '');
}
