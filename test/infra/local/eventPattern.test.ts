import { describe, expect, it } from 'vitest';
import { isKnownPattern, matchesPattern } from '../../../infra/local/events/eventPattern.ts';

const event = {
  source: 'aws.s3',
  detail: { bucket: { name: 'drops' }, object: { key: 'history/b/films.csv', size: 3 } },
  tags: ['a', 'b'],
};

describe('patterns of event rules', () => {
  it.each([
    [{ source: ['aws.s3'] }, true],
    [{ source: ['aws.ec2', 'aws.s3'] }, true],
    [{ source: ['aws.ec2'] }, false],
    [{ detail: { object: { key: [{ prefix: 'history/' }] } } }, true],
    [{ detail: { object: { key: [{ prefix: 'reports/' }, { suffix: '.csv' }] } } }, true],
    [{ detail: { object: { key: [{ suffix: '.json' }] } } }, false],
    [{ detail: { object: { size: [3] } } }, true],
    [{ detail: { object: { size: ['3'] } } }, false],
    [{ tags: ['b'] }, true],
    [{ detail: { bucket: { name: [{ 'anything-but': ['drops'] }] } } }, false],
    [{ detail: { bucket: { name: [{ 'equals-ignore-case': 'DROPS' }] } } }, true],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { missing: { deeper: ['x'] } } }, false],
  ])('%j', (pattern, expected) => {
    expect(isKnownPattern(pattern)).toBe(true);
    expect(matchesPattern(event, pattern)).toBe(expected);
  });

  it('knows what it does not know', () => {
    expect(isKnownPattern({ detail: { size: [{ numeric: ['>', 3] }] } })).toBe(false);
    expect(isKnownPattern({ source: 'aws.s3' })).toBe(false); // values come in lists
  });
});
