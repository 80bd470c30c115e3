import type { Measure } from '../../signals/asOfView.ts';
import { ANNOUNCED_DAYS } from '../../signals/knownAt.ts';
import { ROLES } from './roles.ts';
import { seriesRecord } from './seriesRecord.ts';
import { talentRecord } from './talentRecord.ts';

/** The moment at which a film is announced, in days from its release: its promise is taken then and stays. */
export const PROMISE_ORIGIN = -ANNOUNCED_DAYS;

/**
 * What a film promised by its catalogue alone: the best record that its series, makers or distributor had, as the natural
 * log of totals against the level of their times. NaN when nothing is known of any.
 */
export const PROMISE: Measure = {
  name: 'promise',
  of(view, film) {
    const facts = view.film(film);
    const records = [seriesRecord(view, film).lastResidual];
    for (const { index } of ROLES) records.push(talentRecord(view, facts, index).best);
    const known = records.filter((record) => !Number.isNaN(record));
    return known.length === 0 ? Number.NaN : Math.max(...known);
  },
};
