import { InvalidArgumentError } from 'commander';
import { AppError } from '../../lib/errors/appError.ts';
import { ablationParts } from '../../lib/evaluation/ablation.ts';
import type { Part } from '../../lib/evaluation/ablationReport.ts';
import type { RefitRhythm } from '../../lib/evaluation/refitDays.ts';
import { parseDay } from '../../lib/film/day.ts';
import { isMarket, type Market } from '../../lib/film/market.ts';
import { parseOrigin } from '../../lib/film/origin.ts';
import { DEFAULT_LEARNERS, LEARNER_NAMES, type LearnerName } from '../../lib/training/learners.ts';

/** Turns a refusal of the core into commander's "wrong use". */
function reading<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof AppError ? error.message : String(error));
    }
  };
}

export const readDate = reading(parseDay);

export const readOrigins = reading((text: string) => {
  const origins = text.split(',').map((one) => parseOrigin(one.trim()));
  return [...new Set(origins)].sort((a, b) => a - b);
});

export const readRhythm = reading((text: string): RefitRhythm => {
  if (text === 'yearly' || text === 'once') return text;
  throw new AppError('cli.value-malformed', { value: text, what: 'refit rhythm (yearly, once)' });
});

export const readMarket = reading((text: string): Market => {
  if (isMarket(text)) return text;
  throw new AppError('cli.value-malformed', { value: text, what: 'market (US, CN, KR)' });
});

export const readModels = reading((text: string): readonly LearnerName[] => {
  if (text === 'default') return DEFAULT_LEARNERS;
  return text.split(',').map((name) => {
    const known = LEARNER_NAMES.find((one) => one === name.trim());
    if (!known) throw new AppError('cli.value-malformed', { value: name, what: `model (${LEARNER_NAMES.join(', ')})` });
    return known;
  });
});

/** Which parts a list asks for: "models", "groups", or names of either. */
type PartChoice = (models: readonly LearnerName[]) => readonly Part[];

export const readParts = reading((text: string): PartChoice => {
  const wanted = text.split(',').map((name) => name.trim());
  const asks = ({ kind, name }: Part) => wanted.includes(`${kind}s`) || wanted.includes(name);
  const known = ablationParts(LEARNER_NAMES);
  const names = ['models', 'groups', ...known.map(({ name }) => name)];
  const strange = wanted.find((name) => !names.includes(name));
  if (strange !== undefined)
    throw new AppError('cli.value-malformed', { value: strange, what: `part (${names.join(', ')})` });
  return (models) => ablationParts(models).filter(asks);
});
