import type { AnswerContext, Mapped, MappedRows } from './answerContext.ts';
import type { FollowedFilm } from './followedFilm.ts';
import type { FilmReadings, ReadAnswer, SourceReading } from './reading.ts';
import { readValues } from './readRow.ts';

/**
 * Lists of topics, such as hot searches: a film's value is the sum over the topics that hold its whole title. A film that
 * no topic names was not seen, which is unknown and not zero: the list shows the loudest topics alone.
 */
export function readTopics(
  context: AnswerContext,
  { answer, rows }: MappedRows,
  observedAt: (row: Mapped) => number | undefined,
): ReadAnswer {
  const read = rows.map((row, at) => ({
    text: normalize(String(row['title'] ?? '')),
    ...readValues(context, answer, row, { at, observedAt: observedAt(row) }),
  }));
  const films = context.films.flatMap((film): FilmReadings[] => {
    const wanted = titlesOf(film);
    const named = read.filter(({ text }) => wanted.some((title) => text.includes(title)));
    const readings = sumByMetric(named.flatMap((topic) => topic.readings));
    return readings.length > 0 ? [{ film: { filmId: film.filmId, providerId: film.filmId }, readings }] : [];
  });
  return { noData: false, films, issues: read.flatMap(({ issues }) => issues) };
}

/** Shorter titles are everyday words ("除夕"): they count only where they stand in 《》. */
const SAFE_LENGTH = 4;

function titlesOf({ title }: FollowedFilm): readonly string[] {
  const wanted = normalize(title ?? '');
  if (wanted === '') return [];
  return wanted.length >= SAFE_LENGTH ? [wanted] : [`《${wanted}》`];
}

/** One form for texts that differ in width, case, spaces and the usual separators alone. */
function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s#·:,.!?,。!?:;、“”"'’‘—–-]/g, '');
}

function sumByMetric(readings: readonly SourceReading[]): readonly SourceReading[] {
  const sums = new Map<string, SourceReading>();
  for (const reading of readings) {
    const before = sums.get(reading.metric);
    sums.set(reading.metric, before ? { ...before, value: before.value + reading.value } : reading);
  }
  return [...sums.values()];
}
