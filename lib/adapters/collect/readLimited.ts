import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { transientFailure } from './transientFailure.ts';

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  '': () => new PassThrough(),
  identity: () => new PassThrough(),
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

/**
 * The unpacked body of an answer, whole or not at all.
 * @throws a transient failure as soon as there are more than `maxBytes`, packed or unpacked, or when the body is cut short
 */
export async function readLimited(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const tooMuch = () => transientFailure(`it sent more than ${maxBytes} bytes`);
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw tooMuch();
  const decoder = DECODERS[(incoming.headers['content-encoding'] ?? '').trim().toLowerCase()];
  if (!decoder) throw transientFailure('it is packed in a way that was not asked for');
  const chunks: Uint8Array[] = [];
  let size = 0;
  await pipeline(incoming, decoder(), async (unpacked: AsyncIterable<Uint8Array>) => {
    for await (const chunk of unpacked) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooMuch();
      chunks.push(chunk);
    }
  });
  if (!incoming.complete) throw transientFailure('the answer was cut short');
  return new Uint8Array(Buffer.concat(chunks));
}
