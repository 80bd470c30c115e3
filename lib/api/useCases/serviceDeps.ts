import type { Forecast } from '../../forecast/forecast.ts';
import type { ForecastMoment } from '../../forecast/forecastMoment.ts';
import type { PreparedForecast } from '../../forecast/prepareForecast.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MarketHistory } from '../../signals/marketHistory.ts';
import type { ArtifactReader } from '../../stores/artifactRegistry.ts';
import type { ForecastCache } from '../../stores/forecastCache.ts';
import type { ForecastLog } from '../../stores/forecastLog.ts';
import type { Patience } from '../../stores/patience.ts';
import type { FilmAssessor } from '../serving/filmAssessor.ts';
import type { MarketHistories } from '../serving/marketHistories.ts';
import type { ServedModels } from '../serving/servedModels.ts';
import type { StaleSources } from '../serving/staleSources.ts';

/**
 * Reads the inputs of one film at one moment.
 * @param film index in the history
 * @throws AppError `forecast.…` when no forecast can be made then
 */
export type PrepareForecast<Model> = (
  model: Model,
  history: MarketHistory,
  film: number,
  moment: ForecastMoment,
) => PreparedForecast;

/** What the use cases of the HTTP API need. */
export interface ServiceDeps<Model> {
  readonly histories: MarketHistories;
  readonly models: ServedModels<Model>;
  readonly prepare: PrepareForecast<Model>;
  readonly assess: FilmAssessor;
  readonly staleSources: StaleSources;
  readonly cache: ForecastCache<Forecast>;
  readonly log: ForecastLog;
  /** Guards writing to the log, without which a forecast is still a forecast. */
  readonly logPatience: Patience;
  readonly registry: Pick<ArtifactReader, 'list'>;
  readonly clock: Clock;
}
