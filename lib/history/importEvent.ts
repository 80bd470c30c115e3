import * as z from 'zod';
import { AppError } from '../errors/appError.ts';
import { type Arrival, comparableSequencer } from '../stores/importBatches.ts';
import { parseHistoryKey } from './historyKey.ts';

interface Upload {
  readonly batch: string;
  readonly arrival: Arrival;
}

/** What an event asks the import to do. */
export interface ImportTask {
  /** Look at every batch that is not settled. */
  readonly settle: boolean;
  readonly uploads: readonly Upload[];
  /** Keys of objects that are no history files. */
  readonly ignored: readonly string[];
}

const S3Object = z.object({ key: z.string(), sequencer: z.string().default(''), versionId: z.string().default('') });
const Notification = z.object({
  Records: z.array(z.object({ eventTime: z.iso.datetime({ offset: true }), s3: z.object({ object: S3Object }) })),
});
const BusEvent = z.object({
  source: z.literal('aws.s3'),
  time: z.iso.datetime({ offset: true }),
  detail: z.object({
    object: z.object({
      key: z.string(),
      sequencer: z.string().default(''),
      'version-id': z.string().default(''),
    }),
  }),
});
const Settle = z.object({ kind: z.literal('settle') });
/** What S3 sends once when a notification is configured. */
const Greeting = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') });
const ImportEvent = z.union([Notification, BusEvent, Settle, Greeting]);

/**
 * Reads an event of the import function: an S3 notification, the same through EventBridge, or the schedule's
 * `{"kind":"settle"}`.
 * @throws AppError `history.event-unknown` for anything else
 */
export function parseImportEvent(event: unknown): ImportTask {
  const parsed = ImportEvent.safeParse(event);
  if (!parsed.success) throw new AppError('history.event-unknown', {}, { cause: parsed.error });
  const { data } = parsed;
  if ('kind' in data) return { settle: true, uploads: [], ignored: [] };
  if ('Service' in data) return { settle: false, uploads: [], ignored: [] };
  const objects =
    'Records' in data
      ? data.Records.map(({ eventTime, s3: { object } }) => ({
          key: decodeKey(object.key),
          sequencer: object.sequencer,
          version: object.versionId,
          time: eventTime,
        }))
      : [{ ...data.detail.object, version: data.detail.object['version-id'], time: data.time }];
  const uploads: Upload[] = [];
  const ignored: string[] = [];
  for (const { key, sequencer, version, time } of objects) {
    const found = parseHistoryKey(key);
    if (!found) ignored.push(key);
    else {
      const { batch, name } = found;
      const arrivedAt = Date.parse(time);
      uploads.push({ batch, arrival: { name, sequencer: comparableSequencer(sequencer), version, arrivedAt } });
    }
  }
  return { settle: false, uploads, ignored };
}

/** Keys in notifications are form-encoded; through EventBridge they come plain. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}
