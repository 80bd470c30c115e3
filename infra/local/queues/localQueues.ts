import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { openRecordFolder, type RecordFolder } from '../files/recordFolder.ts';

/** A message that waits in a queue. */
interface QueuedMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** ISO time. */
  readonly sentAt: string;
}

/** Queues as folders with one file per message: enough to see and keep what could not be handled. */
export interface LocalQueues {
  has(queue: string): boolean;
  send(queue: string, body: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  /** What waits, oldest first. */
  messages(queue: string): Promise<readonly QueuedMessage[]>;
}

/** @param folder holds one folder per queue; undefined = in memory */
export async function openLocalQueues(folder: string | undefined, names: readonly string[]): Promise<LocalQueues> {
  const queues = new Map<string, RecordFolder<QueuedMessage>>();
  for (const name of names) queues.set(name, await openRecordFolder(folder && path.join(folder, name)));
  const queueOf = (name: string): RecordFolder<QueuedMessage> => {
    const queue = queues.get(name);
    if (queue === undefined) throw new Error(`the template declares no queue ${name}`);
    return queue;
  };
  return {
    has: (name) => queues.has(name),
    async send(queue, body, attributes) {
      const sentAt = new Date().toISOString();
      await queueOf(queue).put(`${sentAt.replaceAll(/\D/g, '')}-${randomUUID()}`, { body, attributes, sentAt });
    },
    messages: async (queue) => (await queueOf(queue).all()).map(({ record }) => record),
  };
}
