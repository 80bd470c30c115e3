import type { AnswerMapper } from '../ports/answerMapper.ts';
import type { AnswerSource } from '../ports/answerSource.ts';
import type { Clock } from '../ports/clock.ts';
import type { FilmResolver } from '../ports/filmResolver.ts';
import type { SecretSource } from '../ports/secretSource.ts';
import type { SignalSink } from '../ports/signalSink.ts';
import type { KnownAnswers } from '../stores/knownAnswers.ts';
import type { ProvenanceLog } from '../stores/provenanceLog.ts';
import type { SignalSlots } from '../stores/signalSlots.ts';
import type { SourceStatuses } from '../stores/sourceStatus.ts';
import type { UnresolvedStore } from '../stores/unresolvedReadings.ts';
import type { RawAnswers } from './rawAnswers.ts';

/** What collecting needs. */
export interface CollectDeps {
  readonly source: AnswerSource;
  readonly secrets: SecretSource;
  readonly mapper: AnswerMapper;
  readonly resolver: FilmResolver;
  readonly sink: SignalSink;
  readonly raw: RawAnswers;
  /** Where every answer is recorded, so that none can be changed unseen. */
  readonly provenance: Pick<ProvenanceLog, 'append'>;
  readonly known: KnownAnswers;
  readonly slots: SignalSlots;
  readonly statuses: SourceStatuses;
  readonly unresolved: UnresolvedStore;
  readonly clock: Clock;
}
