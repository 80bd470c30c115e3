import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { type BatchState, comparableSequencer, createImportBatches } from '../../../lib/stores/importBatches.ts';

const arrival = (sequencer: string, arrivedAt = 1) => ({
  ...{ name: 'films.csv', sequencer: comparableSequencer(sequencer), version: '', arrivedAt },
});
const state = (stamp: string): BatchState => ({
  ...{
    batch: 'b',
    status: 'settled',
    contents: 'x',
    stamp,
    filmsAccepted: 1,
    rowsAccepted: 2,
    quarantined: 0,
    updatedAt: 3,
  },
});
const open = () => createImportBatches(createMemoryItemTable(() => 0));

describe('import batches', () => {
  it('orders sequencers as hexadecimal numbers, whatever their length and case', () => {
    const ordered = ['', '9', '0a', '0F', '10', '00FF', '100', '0055AED6DCD90281E5'];
    const comparable = ordered.map(comparableSequencer);
    expect(comparable.toSorted()).toEqual(comparable);
    expect(new Set(comparable.map((text) => text.length)).size).toBe(1);
  });

  it('keeps the latest upload of a name and knows a repeated event', async () => {
    const batches = open();
    expect(await batches.noteArrival('b', arrival('0A', 5))).toBe(true);
    expect(await batches.noteArrival('b', arrival('0A', 5))).toBe(false);
    expect(await batches.noteArrival('b', arrival('9', 4))).toBe(false);
    expect(await batches.noteArrival('b', arrival('1B', 6))).toBe(true);
    expect(await batches.arrivals('b')).toEqual([arrival('1B', 6)]);
    expect(await batches.arrivals('other')).toEqual([]);
  });

  it('never replaces a state by one that knew less', async () => {
    const batches = open();
    expect(await batches.saveState(state('b'))).toBe(true);
    expect(await batches.saveState(state('a'))).toBe(false);
    expect(await batches.state('b')).toEqual(state('b'));
    expect(await batches.saveState(state('c'))).toBe(true);
  });

  it('lets one worker ask for a run, another when the first went silent, and nobody once it was asked for', async () => {
    const batches = open();
    expect(await batches.claimTraining('r', 0, 60)).toBe(true);
    expect(await batches.claimTraining('r', 60, 60)).toBe(false);
    expect(await batches.trainingConfirmed('r')).toBe(false);
    expect(await batches.claimTraining('r', 61, 60)).toBe(true);
    await batches.confirmTraining('r');
    expect(await batches.trainingConfirmed('r')).toBe(true);
    expect(await batches.claimTraining('r', 1e15, 60)).toBe(false);
  });

  it('remembers which batches are open', async () => {
    const batches = open();
    await batches.open('b2');
    await batches.open('b1');
    await batches.open('b1');
    await batches.close('b2');
    await batches.close('never');
    expect(await batches.openBatches()).toEqual(['b1']);
  });
});
