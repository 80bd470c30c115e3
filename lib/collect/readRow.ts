import { dayOf } from '../calendar/zone.ts';
import { AppError } from '../errors/appError.ts';
import type { Day } from '../film/day.ts';
import { MARKETS } from '../film/market.ts';
import type { AnswerContext, Mapped } from './answerContext.ts';
import { parseQuantity } from './parseQuantity.ts';
import type { FilmReadings, ReadingIssue, SourceMention, SourceReading } from './reading.ts';
import { readDay } from './readMoment.ts';

interface RowPlace {
  /** From 0. */
  readonly at: number;
  readonly observedAt: number | undefined;
}

/** What one row says, and what of it was left out with the reason; a bad value never takes its neighbours along. */
export function readRow(
  context: AnswerContext,
  answer: Mapped,
  row: Mapped,
  { at, observedAt }: RowPlace,
): { readonly film?: FilmReadings; readonly issues: readonly ReadingIssue[] } {
  const place = `row ${at + 1}`;
  const film = filmOf(context, row);
  if (!film) return { issues: [{ where: place, problem: 'it names no film' }] };
  const { readings, issues } = readValues(context, answer, row, { at, observedAt });
  return { film: { film, readings }, issues };
}

/** The values of one row, each on its own. */
export function readValues(
  { declaration, slot }: AnswerContext,
  answer: Mapped,
  row: Mapped,
  { at, observedAt }: RowPlace,
): { readonly readings: readonly SourceReading[]; readonly issues: readonly ReadingIssue[] } {
  const readings: SourceReading[] = [];
  const issues: ReadingIssue[] = [];
  const { minorDigits } = MARKETS[declaration.market];
  for (const [number, rule] of declaration.readings.entries()) {
    const { metric, kind, unit, zeros, showDate } = rule;
    const where = `row ${at + 1} ${metric}`;
    try {
      const value = parseQuantity(row[`value${number}`], { unit, zeros, minorDigits });
      if (value === undefined || (value === 0 && rule.zeroIsUnknown)) continue;
      if (observedAt === undefined) throw new TypeError('the moment it holds at cannot be read');
      const day = showDate && dayBy(showDate, { answer, row, number, slotDay: dayOf(slot, declaration.market) });
      const isLeftOut = showDate?.from === 'row' && (row[`show${number}`] ?? '') === '';
      if (showDate && day === undefined && !isLeftOut) throw new TypeError('its day of showing cannot be read');
      readings.push({ metric, kind, value, observedAt, ...(day !== undefined && { showDate: day }) });
    } catch (error) {
      issues.push({ where, problem: explain(error) });
    }
  }
  return { readings, issues };
}

interface DayContext {
  readonly answer: Mapped;
  readonly row: Mapped;
  readonly number: number;
  readonly slotDay: Day;
}

function dayBy(
  rule: NonNullable<AnswerContext['declaration']['readings'][number]['showDate']>,
  { answer, row, number, slotDay }: DayContext,
): Day | undefined {
  if (rule.from === 'slot') return slotDay + rule.offset;
  return readDay((rule.from === 'row' ? row : answer)[`show${number}`]);
}

function filmOf({ declaration, asked }: AnswerContext, row: Mapped): FilmReadings['film'] | undefined {
  const { film: identity } = declaration;
  if (identity.by === 'requested') {
    const providerId = asked?.providerIds?.[identity.namespace];
    return asked && providerId !== undefined ? { filmId: asked.filmId, providerId } : undefined;
  }
  const id = textOf(row['id']);
  const providerId = id && identity.idBetween ? between(id, identity.idBetween) : id;
  if (!providerId || providerId === '0') return undefined;
  if (identity.by === 'film-id') return { filmId: providerId, providerId };
  const title = textOf(row['title']);
  if (!title) return undefined;
  return { mention: { providerId, title, ...factsOf(row) } };
}

function factsOf(row: Mapped): Partial<SourceMention> {
  const originalTitle = textOf(row['originalTitle']);
  const day = readDay(row['releaseDate']);
  const director = textOf(row['director']);
  return {
    ...(originalTitle !== undefined && { originalTitle }),
    ...(day !== undefined && { releaseDate: day }),
    ...(director !== undefined && { director }),
  };
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim().slice(0, 200) : undefined;
}

function between(text: string, [before, after]: readonly [string, string]): string | undefined {
  const start = text.indexOf(before);
  if (start < 0) return undefined;
  const from = start + before.length;
  const end = after === '' ? text.length : text.indexOf(after, from);
  return end > from ? text.slice(from, end) : undefined;
}

function explain(error: unknown): string {
  if (error instanceof AppError) return String(error.params['reason']);
  if (error instanceof TypeError) return error.message;
  throw error;
}
