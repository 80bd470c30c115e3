import type { Measure } from '../../signals/asOfView.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { ADMISSIONS_PER_WANT, TAKINGS_PER_WANT, TICKETS_PER_WANT } from '../market/earlySignals.ts';
import { standing } from '../market/peers.ts';
import type { Subject } from '../subject.ts';

/** The morning after the release day. */
const FIRST_DAY_KNOWN = 1;

/** A ratio of what people do to what they said they wanted, by itself or against earlier films at the same moment. */
const column = (
  source: string,
  unit: string,
  knownFrom: number,
  en: string,
  zh: string,
  value: (subject: Subject) => number,
): Column<Subject> => ({ unit, source: `daily.csv want_to_see, ${source}`, knownFrom, en, zh, value });

const own = (measure: Measure) => (subject: Subject) => measure.of(subject.view, subject.film);

/** How many of those who want to see a film buy, and how that compares with the films of the past year. */
export const CONVERSION = defineGroup<Subject>('conversion', (subject) => subject, {
  want_to_tickets: column(
    'presale_tickets',
    'ln ratio',
    -7,
    'Presale tickets against want-to-see',
    '预售张数/想看人数',
    own(TICKETS_PER_WANT),
  ),
  want_to_tickets_relative: column(
    'presale_tickets of this and earlier films',
    'ln ratio',
    -7,
    'Presale tickets against want-to-see, compared with the films of the past year at the same days to release',
    '预售张数/想看人数,相对过去一年影片同期',
    (subject) => standing(subject, TICKETS_PER_WANT, Math.min(0, subject.origin)).relative,
  ),
  want_to_admissions: column(
    'admissions',
    'ln ratio',
    FIRST_DAY_KNOWN,
    'Admissions of the first day against want-to-see on the eve',
    '首日人次/上映前想看人数',
    own(ADMISSIONS_PER_WANT),
  ),
  want_to_admissions_relative: column(
    'admissions of this and earlier films',
    'ln ratio',
    FIRST_DAY_KNOWN,
    'Admissions of the first day against want-to-see, compared with the films of the past year',
    '首日人次/想看人数,相对过去一年影片',
    (subject) => standing(subject, ADMISSIONS_PER_WANT, FIRST_DAY_KNOWN).relative,
  ),
  want_to_takings: column(
    'gross',
    'ln currency units',
    FIRST_DAY_KNOWN,
    'Takings of the first day per person who wanted to see it',
    '首日票房/上映前想看人数',
    own(TAKINGS_PER_WANT),
  ),
  want_to_takings_relative: column(
    'gross of this and earlier films',
    'ln ratio',
    FIRST_DAY_KNOWN,
    'Takings of the first day per person who wanted to see it, compared with the films of the past year',
    '首日票房/想看人数,相对过去一年影片',
    (subject) => standing(subject, TAKINGS_PER_WANT, FIRST_DAY_KNOWN).relative,
  ),
});
