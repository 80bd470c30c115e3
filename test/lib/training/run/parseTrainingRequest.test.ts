import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../lib/errors/appError.ts';
import { describeError } from '../../../../lib/errors/catalogue.ts';
import { parseTrainingRequest } from '../../../../lib/training/run/parseTrainingRequest.ts';

const snapshotKey = `snapshots/US/${'a'.repeat(64)}.bin.gz`;
const good = { runId: 'train-0a1b', batch: 'week 12', markets: [{ market: 'US', snapshotKey }] };

describe('a request to train', () => {
  it('is taken as it is', () => {
    expect(parseTrainingRequest(good)).toEqual(good);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'train'],
    ['no markets', { ...good, markets: [] }],
    ['an unknown market', { ...good, markets: [{ market: 'FR', snapshotKey }] }],
    ['a market twice', { ...good, markets: [good.markets[0], good.markets[0]] }],
    ['a key outside the snapshots', { ...good, markets: [{ market: 'US', snapshotKey: 'artifacts/x' }] }],
    ['a key of another market', { ...good, markets: [{ market: 'CN', snapshotKey }] }],
    ['a key that climbs', { ...good, markets: [{ market: 'US', snapshotKey: 'snapshots/US/../../x' }] }],
    ['a name that is a path', { ...good, runId: 'a/b' }],
    ['an empty name', { ...good, runId: '' }],
    ['an endless name', { ...good, runId: 'a'.repeat(129) }],
    ['no batch', { ...good, batch: '' }],
  ])('is refused with %s, in both languages', (_case, event) => {
    const refusal = refusalOf(event);
    expect(refusal.code).toBe('training.request-malformed');
    const { en, zh, nextEn, nextZh } = describeError(refusal.code, refusal.params);
    for (const text of [en, zh, nextEn, nextZh]) expect(text).not.toMatch(/^\s*$|\{\w+\}/);
    expect(zh).toMatch(/\p{Script=Han}/u);
  });
});

function refusalOf(event: unknown): AppError {
  try {
    parseTrainingRequest(event);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was taken');
}
