import { AppError } from '../errors/appError.ts';

/** The largest body that is read, bytes. */
const BODY_LIMIT = 64 * 1024;
/** The deepest nesting of a body. */
const DEPTH_LIMIT = 32;

export interface RawBody {
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly contentType: string | undefined;
}

/**
 * Reads a JSON body.
 * @throws AppError `request.content-type`, `request.body-missing`, `request.body-too-large`, `request.body-too-deep`,
 * `request.body-malformed`
 */
export function readBody({ body, isBase64Encoded, contentType }: RawBody): unknown {
  if (body === undefined || body === '') throw new AppError('request.body-missing');
  const size = isBase64Encoded ? Buffer.byteLength(body, 'base64') : Buffer.byteLength(body);
  if (size > BODY_LIMIT) throw new AppError('request.body-too-large', { size, limit: BODY_LIMIT });
  if (contentType !== undefined && !isJson(contentType)) {
    throw new AppError('request.content-type', { contentType: contentType.slice(0, 80) });
  }
  const text = isBase64Encoded ? decodeUtf8(body) : body;
  if (depthOf(text) > DEPTH_LIMIT) throw new AppError('request.body-too-deep', { limit: DEPTH_LIMIT });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('request.body-malformed', { reason: parseReason(cause) }, { cause });
  }
}

function isJson(contentType: string): boolean {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  const isUtf8 = charset === undefined || ['utf-8', '"utf-8"', 'utf8', 'us-ascii'].includes(charset);
  return isUtf8 && /^application\/([\w.+-]+\+)?json$/.test(type);
}

function decodeUtf8(base64: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
  } catch (cause) {
    throw new AppError('request.body-malformed', { reason: 'it is not UTF-8' }, { cause });
  }
}

/** How deep brackets nest outside of strings; found before parsing, so that no depth can hurt. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth--;
  }
  return deepest;
}

/** What the parser said, without the piece of the body that it quotes. */
function parseReason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : '';
  const position = /at position \d+( \(line \d+ column \d+\))?/.exec(message)?.[0];
  return position ? `unexpected text ${position}` : 'it ends too early or holds something else';
}
