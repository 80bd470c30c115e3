import type { MappingPlan } from '../ports/answerMapper.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';

/** Every expression of a declaration, under the names that `readAnswer` looks for. */
export function mappingPlan({ rows, expect, noData, observed, film, readings }: SourceDeclaration): MappingPlan {
  const answer: Record<string, string> = {};
  const row: Record<string, string> = {};
  for (const [at, { value }] of expect.entries()) answer[`expect${at}`] = value;
  if (noData !== undefined) answer['noData'] = noData;
  if (observed.at === 'answer') answer['observed'] = observed.value;
  if (observed.at === 'row') row['observed'] = observed.value;
  for (const name of ['id', 'title', 'originalTitle', 'releaseDate', 'director'] as const) {
    const expression = film[name];
    if (expression !== undefined) row[name] = expression;
  }
  for (const [at, { value, showDate }] of readings.entries()) {
    row[`value${at}`] = value;
    if (showDate?.from === 'row') row[`show${at}`] = showDate.value;
    if (showDate?.from === 'answer') answer[`show${at}`] = showDate.value;
  }
  return { rows, answer, row };
}
