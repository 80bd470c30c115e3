import type { SignalLog } from '../ports/signalLog.ts';
import type { ProvenanceLog } from './provenanceLog.ts';

/**
 * A log whose every append is recorded in a chain per source and shard: what was taken in together, with its content, so
 * that it can be shown later that nothing was added, changed or left out. Events stand there as they arrived, so a batch
 * that is taken in again is the same record.
 * @param shard ends the names of the chains, so that shards need not wait for one another
 */
export function createRecordedSignalLog(
  log: SignalLog,
  provenance: Pick<ProvenanceLog, 'append'>,
  shardOf: (batch: string) => string,
): SignalLog {
  return {
    read: (market, filmId, before) => log.read(market, filmId, before),
    async append(events, batch) {
      await log.append(events, batch);
      for (const [source, own] of Map.groupBy(events, (event) => event.source)) {
        const content = { batch, events: own };
        const at = own.reduce((latest, { ingestedAt }) => Math.max(latest, ingestedAt), 0);
        const chain = `${source.slice(0, LONGEST_SOURCE)}@${shardOf(batch)}`.slice(0, LONGEST_CHAIN);
        await provenance.append({ source: chain, kind: 'signal-batch', at, content });
      }
    },
  };
}

const LONGEST_SOURCE = 40;
const LONGEST_CHAIN = 60;
