import type { Item, ItemTable } from '../ports/itemTable.ts';

/** The latest known upload of one file of a batch. */
export interface Arrival {
  /** Object name within the batch, for example "daily.csv.gz". */
  readonly name: string;
  /** Orders the uploads of one name: hexadecimal digits padded to equal length; empty when no event told. */
  readonly sequencer: string;
  /** Version of the object where the bucket keeps versions, else empty. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
}

/** How far the import of a batch is, as anybody may read it. */
export interface BatchState {
  readonly batch: string;
  readonly status: 'waiting' | 'settled' | 'refused';
  /** Which contents were read: etags of the films and daily files, empty where there is none. */
  readonly contents: string;
  /** Grows with what was known when it was written; see `importBatch`. */
  readonly stamp: string;
  /** When the wait of daily rows with an unknown film ends. */
  readonly waitingUntil?: number;
  readonly filmsAccepted: number;
  readonly rowsAccepted: number;
  readonly quarantined: number;
  readonly runId?: string;
  readonly updatedAt: number;
}

export interface ImportBatches {
  /** @returns false for a repeated event and for one that a later upload has overtaken */
  noteArrival(batch: string, arrival: Arrival): Promise<boolean>;
  arrivals(batch: string): Promise<readonly Arrival[]>;
  /** Marks a batch as one that `settle` must look at. */
  open(batch: string): Promise<void>;
  close(batch: string): Promise<void>;
  openBatches(): Promise<readonly string[]>;
  state(batch: string): Promise<BatchState | undefined>;
  /** @returns false when a state of later knowledge is already there */
  saveState(state: BatchState): Promise<boolean>;
  /**
   * Takes the right to ask for a training run for `leaseMs`, so that of many workers one asks.
   * @returns false when the run was asked for, or somebody is about to
   */
  claimTraining(runId: string, now: number, leaseMs: number): Promise<boolean>;
  /** Says that the run was asked for; nobody claims it again. */
  confirmTraining(runId: string): Promise<void>;
  trainingConfirmed(runId: string): Promise<boolean>;
}

const SEQUENCER_LENGTH = 40;
const OPEN = 'import-open';
const STATE = 'import-batch';
const NEVER = Number.MAX_SAFE_INTEGER;
const arrivalsOf = (batch: string) => `import-files#${batch}`;
const trainingOf = (runId: string) => ({ pk: 'import-training', sk: runId });

/** A sequencer of an S3 event in a form that compares as text: padded on the left, as S3's documentation asks. */
export function comparableSequencer(sequencer: string): string {
  return sequencer.toUpperCase().padStart(SEQUENCER_LENGTH, '0');
}

/** Batches of dropped history in the operations table. */
export function createImportBatches(table: ItemTable): ImportBatches {
  return {
    noteArrival: (batch, arrival) =>
      table.put(
        { pk: arrivalsOf(batch), sk: arrival.name, ...arrival },
        { absentOrLess: { attribute: 'sequencer', than: arrival.sequencer } },
      ),

    async arrivals(batch) {
      const { items } = await table.query(arrivalsOf(batch));
      return items.map(toArrival);
    },

    async open(batch) {
      await table.put({ pk: OPEN, sk: batch });
    },

    async close(batch) {
      await table.remove(OPEN, batch);
    },

    async openBatches() {
      const { items } = await table.query(OPEN, { limit: 1_000 });
      return items.map((item) => item.sk);
    },

    async state(batch) {
      const item = await table.get(STATE, batch);
      return item && toState(item);
    },

    saveState: (state) =>
      table.put({ pk: STATE, sk: state.batch, ...state }, { absentOrLess: { attribute: 'stamp', than: state.stamp } }),

    async claimTraining(runId, now, leaseMs) {
      // A claim that nobody confirmed in time is free again: its worker died before it asked.
      return table.put(
        { ...trainingOf(runId), claimedUntil: now + leaseMs },
        { absentOrLess: { attribute: 'claimedUntil', than: now } },
      );
    },

    async confirmTraining(runId) {
      await table.put({ ...trainingOf(runId), claimedUntil: NEVER });
    },

    async trainingConfirmed(runId) {
      const { pk, sk } = trainingOf(runId);
      return (await table.get(pk, sk))?.['claimedUntil'] === NEVER;
    },
  };
}

// Only this store writes these records.
const toArrival = ({ pk: _pk, sk: _sk, ...arrival }: Item) => arrival as unknown as Arrival;
const toState = ({ pk: _pk, sk: _sk, ...state }: Item) => state as unknown as BatchState;
