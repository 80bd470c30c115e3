import type { PrepareForecast } from '../../../lib/api/useCases/serviceDeps.ts';
import { AppError } from '../../../lib/errors/appError.ts';
import { formatDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import { MARKETS, type Market } from '../../../lib/film/market.ts';
import { formatOrigin } from '../../../lib/film/origin.ts';
import { QUANTILE_NAMES, type Quantiles } from '../../../lib/forecast/quantiles.ts';
import type { Signer } from '../../../lib/ports/signer.ts';
import { canonicalJson } from '../../../lib/provenance/canonicalJson.ts';
import { sha256 } from '../../../lib/provenance/sha256.ts';
import { viewAsOf } from '../../../lib/signals/asOfView.ts';
import type { ArtifactFiles } from '../../../lib/training/artifact/artifactFiles.ts';

/** The smallest model there is, total = money so far x multiplier: the API is tested with it where models do not matter. */
export interface TinyModel {
  readonly multiplier: number;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array | undefined) => new TextDecoder().decode(content);

/** A signed artifact of two files, the second of which the first names by its hash. */
export async function tinyArtifact(market: Market, multiplier: number, signer: Signer) {
  const model = canonicalJson({ market, multiplier });
  const manifest = canonicalJson({ market, sha256: sha256(model) });
  const artifactId = sha256(manifest);
  const files = new Map([
    ['manifest.json', bytes(manifest)],
    ['model.json', bytes(model)],
  ]);
  const artifact: ArtifactFiles = { files, signature: await signer.sign(bytes(manifest)) };
  return { entry: { artifactId, market, createdAsOf: '2025-06-01' }, artifact };
}

/** Opens a tiny artifact with the checks that a real one goes through. */
export async function openTinyModel(
  { files, signature }: ArtifactFiles,
  id: string,
  signer: Signer,
): Promise<TinyModel> {
  const manifest = files.get('manifest.json');
  const model = files.get('model.json');
  if (!manifest || !model)
    throw new AppError('artifact.incomplete', { file: manifest ? 'model.json' : 'manifest.json' });
  const found = sha256(manifest);
  if (found !== id) throw new AppError('artifact.id-mismatch', { expected: id, found });
  if (!signature) throw new AppError('artifact.unsigned', { id });
  if (!(await signer.verify(manifest, signature))) throw new AppError('artifact.signature-invalid', { id });
  if (sha256(model) !== JSON.parse(text(manifest)).sha256)
    throw new AppError('artifact.corrupt', { file: 'model.json' });
  return JSON.parse(text(model)) as TinyModel;
}

/** @param ran called whenever a forecast is really made */
export function prepareTinyForecast(ran: () => void): PrepareForecast<TinyModel> {
  return (model, history, index, { asOf, origin, standsAt, runningDay }) => {
    const film = history.films[index] as Film;
    const view = viewAsOf(history, standsAt);
    const banked = view.grossBetween(index, film.releaseDate - 30, film.releaseDate + 30);
    const anchor = banked > 0 ? banked : 1e6;
    const inputsHash = sha256(canonicalJson({ filmId: film.filmId, asOf, anchor, heat: heatOf(view, index, film) }));
    return {
      inputsHash,
      async run() {
        ran();
        const p50 = anchor * model.multiplier;
        return {
          filmId: film.filmId,
          title: film.title,
          market: film.market,
          currency: film.currency,
          grossKind: MARKETS[film.market].grossKind,
          origin: formatOrigin(origin),
          asOf: new Date(asOf).toISOString(),
          ...(runningDay ? { runningDay: { date: formatDay(runningDay.date), elapsed: runningDay.elapsed } } : {}),
          total: around(p50),
          openingDay: around(p50 / 5),
          openingWeekend: around(p50 / 2),
          path: [],
          base: anchor,
          drivers: [
            { feature: 'multiplier', name: { en: 'Multiplier', zh: '倍数' }, value: null, factor: model.multiplier },
          ],
          comparables: [],
          baselines: { comparables: null, multiplier: p50 },
          artifact: `x${model.multiplier}`,
          inputsHash,
        };
      },
    };
  };
}

function heatOf(view: ReturnType<typeof viewAsOf>, index: number, film: Film): number | null {
  const heat = view.daily(index, 'social_heat', film.releaseDate - 7);
  return Number.isNaN(heat) ? null : heat;
}

function around(p50: number): Quantiles {
  const steps = [0.5, 0.6, 0.8, 1, 1.3, 1.7, 2];
  return Object.fromEntries(
    QUANTILE_NAMES.map((name, index) => [name, p50 * (steps[index] ?? 1)]),
  ) as unknown as Quantiles;
}
