import { AppError } from '../../errors/appError.ts';
import type { Market } from '../../film/market.ts';
import { formatOrigin, type Origin } from '../../film/origin.ts';
import { filmInputs } from '../../forecast/filmInputs.ts';
import { runModels } from '../../forecast/runModels.ts';
import { originInstant, viewAsOf } from '../../signals/asOfView.ts';
import { pairedBootstrap } from '../../stats/pairedBootstrap.ts';
import { type OpenedArtifact, openArtifact } from '../artifact/openArtifact.ts';
import { type OutOfFoldForecasts, outOfFoldName } from './fitSteps.ts';
import type { Study } from './studyOf.ts';
import type { MarketRun, TrainingDeps } from './trainingDeps.ts';
import { createWorkFiles } from './workFiles.ts';

/** Whether a challenger takes over, and why. */
export interface Judgement {
  readonly better: boolean;
  /** For people. */
  readonly reason: string;
  /** The pointer version that it was judged against; 0 when the market had no champion. */
  readonly championVersion: number;
  /** Films on which both were compared. */
  readonly films: number;
  /** Root mean squared errors of the log total over those films and all judged origins. */
  readonly championRmse?: number;
  readonly challengerRmse?: number;
}

/** Where champion and challenger are compared; the moments that decisions are made at. */
const JUDGED_ORIGINS: readonly Origin[] = [0, 1, 3, 7];
/** The most recent films count. */
const MOST_FILMS = 400;
const FEWEST_FILMS = 30;
const LEVEL = 0.9;

type JudgeDeps = Pick<TrainingDeps, 'registry' | 'runtime' | 'signer' | 'objects' | 'trainer'>;

/**
 * Compares the challenger with the champion on films that neither was trained on: the champion because it never saw
 * them, the challenger by its out-of-fold forecasts. It is better when the mean squared error of the log total is lower
 * and the paired bootstrap interval of the difference excludes zero.
 */
export async function judgeChallenger(
  deps: JudgeDeps,
  run: MarketRun,
  study: Study,
  challengerId: string,
): Promise<Judgement> {
  const champion = await standingChampion(deps, run.market);
  if (!champion) return { better: true, reason: 'the market had no champion', championVersion: 0, films: 0 };
  const verdict = (better: boolean, reason: string, figures: Partial<Judgement> = {}): Judgement => ({
    ...{ better, reason, championVersion: champion.version, films: 0 },
    ...figures,
  });
  if (champion.artifactId === challengerId) return verdict(false, 'the same bytes as the champion');

  if (!champion.artifactId) return verdict(true, 'the pointer to the champion does not bear our seal');
  let opened: OpenedArtifact;
  try {
    opened = await openChampion(deps, champion.artifactId);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'store.unavailable') throw error;
    return verdict(true, `the champion cannot be opened: ${error.code}`);
  }
  try {
    const pairs = await comparePairs(deps, run, study, opened);
    const films = pairs.length;
    if (films < FEWEST_FILMS) {
      return verdict(false, `${films} films that the champion has not seen, ${FEWEST_FILMS} are needed`, { films });
    }
    const { lower } = pairedBootstrap(
      pairs.map(({ champion: old, challenger }) => old - challenger),
      LEVEL,
      { seed: study.options.seed },
    );
    const rmse = (side: keyof Pair) => Math.sqrt(pairs.reduce((sum, pair) => sum + pair[side], 0) / films);
    const [championRmse, challengerRmse] = [rmse('champion'), rmse('challenger')];
    const figures = `RMSE of log ${challengerRmse.toFixed(3)} against ${championRmse.toFixed(3)} on ${films} unseen films`;
    return verdict(lower > 0, figures, { films, championRmse, challengerRmse });
  } finally {
    await opened.close();
  }
}

/** The champion and its version; of a pointer that is not ours only the version, which is all that replacing it needs. */
async function standingChampion(
  { registry }: JudgeDeps,
  market: Market,
): Promise<{ readonly artifactId?: string; readonly version: number } | undefined> {
  try {
    return await registry.champion(market);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'champion.seal-invalid') throw error;
    return { version: Number(error.params['version']) };
  }
}

async function openChampion({ registry, runtime, signer }: JudgeDeps, id: string): Promise<OpenedArtifact> {
  const stored = await registry.load(id);
  if (!stored) throw new AppError('artifact.incomplete', { file: 'manifest.json' });
  return openArtifact(stored, runtime, { id, verifier: signer });
}

/** Mean squared errors of one film over the judged origins. */
interface Pair {
  readonly champion: number;
  readonly challenger: number;
}

async function comparePairs(
  deps: JudgeDeps,
  run: MarketRun,
  study: Study,
  opened: OpenedArtifact,
): Promise<readonly Pair[]> {
  const seen = new Set(opened.films.map(({ filmId }) => filmId));
  const unseen = study.films
    .map((film, place) => ({ film, place }))
    .filter(({ film }) => film.served && film.weight > 0 && !seen.has(film.filmId))
    .slice(-MOST_FILMS);
  const squares = new Map(unseen.map(({ place }) => [place, { champion: [] as number[], challenger: [] as number[] }]));
  const files = createWorkFiles(deps, run);
  for (const origin of JUDGED_ORIGINS) {
    const served = opened.origins.get(origin);
    if (!served || !study.options.origins.includes(origin)) continue;
    const own = await files.read<OutOfFoldForecasts>(outOfFoldName(origin));
    const errors = new Map(Array.from(own.films, (place, row) => [place, own.errors[row] ?? Number.NaN]));
    for (const { film, place } of unseen) {
      const challenger = errors.get(place) ?? Number.NaN;
      const champion = await championError(opened, served, study, film, origin);
      if (!Number.isFinite(challenger) || !Number.isFinite(champion)) continue;
      squares.get(place)?.champion.push(champion ** 2);
      squares.get(place)?.challenger.push(challenger ** 2);
    }
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [...squares.values()]
    .filter(({ champion }) => champion.length > 0)
    .map(({ champion, challenger }) => ({ champion: mean(champion), challenger: mean(challenger) }));
}

type ServedOrigin = NonNullable<ReturnType<OpenedArtifact['origins']['get']>>;

/** ln(forecast / actual) of the champion's stack for one film. */
async function championError(
  { context }: OpenedArtifact,
  served: ServedOrigin,
  { history }: Study,
  { film, total }: Study['films'][number],
  origin: Origin,
): Promise<number> {
  const source = history.films[film];
  if (!source) throw new RangeError(`no film ${film} at ${formatOrigin(origin)}`);
  const inputs = filmInputs(viewAsOf(history, originInstant(source, origin)), film, context);
  if (inputs.modelOrigin !== origin || !Number.isFinite(inputs.anchor)) return Number.NaN;
  const outputs = await runModels(served, inputs);
  return inputs.anchor + (outputs['total.stack']?.[0] ?? Number.NaN) - Math.log(total);
}
