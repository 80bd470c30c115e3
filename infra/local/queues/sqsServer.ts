import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { AwsRestFault, answerFault } from '../http/awsRestFault.ts';
import { type Listening, listenAgain } from '../http/listenOnLoopback.ts';
import { readBody } from '../http/readBody.ts';
import type { LocalQueues } from './localQueues.ts';

interface SentMessage {
  readonly Id?: string;
  readonly MessageBody?: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string }>>;
}

type SqsRequest = SentMessage & { readonly QueueUrl?: string; readonly Entries?: readonly SentMessage[] };

const LARGEST_REQUEST = 1024 * 1024;

/**
 * The part of SQS that functions send with: SendMessage and SendMessageBatch. What is in a queue is read from its
 * folder. Signatures are not checked.
 * @param queues asked at each request, since the names of queues hold this server's address
 */
export async function startSqs(queues: () => LocalQueues | undefined, port?: number): Promise<Listening> {
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').replace(/^AmazonSQS\./, '');
    const work = readBody(request, LARGEST_REQUEST).then((body) =>
      perform(queues(), operation, JSON.parse(body.toString('utf8') || '{}') as SqsRequest),
    );
    work.then(
      (output) => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(output)),
      (error: unknown) => answerFault(response, error),
    );
  });
  return listenAgain(server, port);
}

async function perform(queues: LocalQueues | undefined, operation: string, input: SqsRequest): Promise<object> {
  const queue = new URL(input.QueueUrl ?? '', 'http://sqs').pathname.split('/').at(-1) ?? '';
  const send = async (message: SentMessage): Promise<object> => {
    const { MessageBody = '', MessageAttributes = {} } = message;
    const attributes = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]);
    if (!queues?.has(queue)) throw new AwsRestFault(400, 'QueueDoesNotExist', `The queue ${queue} does not exist.`);
    await queues.send(queue, MessageBody, Object.fromEntries(attributes));
    return { MessageId: randomUUID(), MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
  };
  switch (operation) {
    case 'SendMessage':
      return send(input);
    case 'SendMessageBatch': {
      const entries = input.Entries ?? [];
      const sent = await Promise.all(entries.map(async (entry) => ({ Id: entry.Id, ...(await send(entry)) })));
      return { Successful: sent, Failed: [] };
    }
    default:
      throw new AwsRestFault(400, 'UnsupportedOperation', `${operation} is not emulated locally`);
  }
}
