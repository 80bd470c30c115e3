import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { AwsRestFault, answerFault } from '../http/awsRestFault.ts';
import { type Listening, listenAgain } from '../http/listenOnLoopback.ts';
import { readBody } from '../http/readBody.ts';
import type { SigningKey } from './signingKeys.ts';

/** What the four operations ask; bytes travel as base64. */
interface KmsRequest {
  readonly KeyId?: string;
  readonly Message?: string;
  readonly MessageType?: 'RAW' | 'DIGEST';
  readonly SigningAlgorithm?: string;
  readonly Signature?: string;
}

const LARGEST_MESSAGE = 4096;
const DIGEST_BYTES = 32;
const ALGORITHM = 'ECDSA_SHA_256';

/**
 * The part of KMS that signs: Sign, Verify, GetPublicKey, DescribeKey on P-256 keys. Request signatures are not checked.
 * @param aliases alias name -> key id
 */
export async function startKms(
  keys: readonly SigningKey[],
  aliases: ReadonlyMap<string, string>,
  port?: number,
): Promise<Listening> {
  const find = (reference = ''): SigningKey => {
    const wanted = aliases.get(reference.replace(/^.*:(alias\/)/, '$1')) ?? reference;
    const key = keys.find(({ keyId, arn }) => keyId === wanted || arn === wanted);
    if (key) return key;
    throw new AwsRestFault(400, 'NotFoundException', `Key '${reference}' does not exist, or is of a kind not emulated`);
  };
  const server = createServer((request, response) => {
    const operation =
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    const work = readBody(request, 64 * 1024).then((body) => {
      const input = JSON.parse(body.toString('utf8') || '{}') as KmsRequest;
      return perform(operation, find(input.KeyId), input);
    });
    work.then(
      (output) => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(output)),
      (error: unknown) => answerFault(response, error),
    );
  });
  return listenAgain(server, port);
}

function perform(operation: string, key: SigningKey, input: KmsRequest): object {
  const shared = { KeyId: key.arn };
  switch (operation) {
    case 'Sign': {
      const Signature = Buffer.from(key.signDigest(digestOf(input))).toString('base64');
      return { ...shared, Signature, SigningAlgorithm: ALGORITHM };
    }
    case 'Verify': {
      const SignatureValid = key.verifyDigest(digestOf(input), Buffer.from(input.Signature ?? '', 'base64'));
      if (!SignatureValid) throw new AwsRestFault(400, 'KMSInvalidSignatureException', 'The signature is not valid');
      return { ...shared, SignatureValid, SigningAlgorithm: ALGORITHM };
    }
    case 'GetPublicKey':
      return { ...shared, ...kind(), PublicKey: key.publicKey.toString('base64'), SigningAlgorithms: [ALGORITHM] };
    case 'DescribeKey':
      return {
        KeyMetadata: {
          ...kind(),
          KeyId: key.keyId,
          Arn: key.arn,
          Description: key.description,
          CreationDate: key.createdAt,
          Enabled: key.enabled,
          KeyState: key.enabled ? 'Enabled' : 'Disabled',
          SigningAlgorithms: [ALGORITHM],
        },
      };
    default:
      throw new AwsRestFault(400, 'UnsupportedOperationException', `${operation} is not emulated locally`);
  }
}

function kind() {
  return { KeyUsage: 'SIGN_VERIFY', KeySpec: 'ECC_NIST_P256', CustomerMasterKeySpec: 'ECC_NIST_P256' };
}

function digestOf({ Message = '', MessageType = 'RAW', SigningAlgorithm }: KmsRequest): Uint8Array {
  if (SigningAlgorithm !== ALGORITHM) {
    throw new AwsRestFault(400, 'InvalidKeyUsageException', `the key signs with ${ALGORITHM}, not ${SigningAlgorithm}`);
  }
  const bytes = Buffer.from(Message, 'base64');
  if (MessageType === 'DIGEST') {
    if (bytes.length === DIGEST_BYTES) return bytes;
    throw new AwsRestFault(
      400,
      'ValidationException',
      `a SHA-256 digest has ${DIGEST_BYTES} bytes, got ${bytes.length}`,
    );
  }
  if (bytes.length <= LARGEST_MESSAGE) return createHash('sha256').update(bytes).digest();
  throw new AwsRestFault(400, 'ValidationException', `a message has at most ${LARGEST_MESSAGE} bytes`);
}
