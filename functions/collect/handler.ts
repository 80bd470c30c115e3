import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { asksForSignals, parseSlotEvent } from '../../lib/collect/slotEvent.ts';
import type { SlotRecord } from '../../lib/stores/collections.ts';
import type { SignalSlot } from '../../lib/stores/signalSlots.ts';
import { collectDaily } from './collectDaily.ts';
import { collectSource } from './collectSource.ts';

const logger = new Logger();

/** One slot of a schedule: signals of one source, or what is new at the source of history. */
export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler(
    async (event: unknown, context): Promise<SignalSlot | SlotRecord | { readonly status: 'nothing-to-collect' }> => {
      const record = asksForSignals(event)
        ? await collectSource(parseSlotEvent(event), context.getRemainingTimeInMillis(), (refused) => {
            for (const { file, error } of refused) logger.warn('declaration refused', { file, reason: error.message });
          })
        : await collectDaily(event);
      if (record.status !== 'nothing-to-collect') logger.info('slot collected', { ...record });
      return record;
    },
  );
