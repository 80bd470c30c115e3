import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { FeatureDefinition, FeatureGroup } from './featureGroup.ts';
import { ATTENTION } from './groups/attention.ts';
import { CALENDAR } from './groups/calendar.ts';
import { CALENDAR_RUN } from './groups/calendarRun.ts';
import { CATALOGUE_FACTS } from './groups/catalogueFacts.ts';
import { CONVERSION } from './groups/conversion.ts';
import { FRANCHISE } from './groups/franchise.ts';
import { MARKET } from './groups/market.ts';
import { OWN_DAYS } from './groups/ownDays.ts';
import { PRESALE } from './groups/presale.ts';
import { PREVIEWS } from './groups/previews.ts';
import { RIVALRY } from './groups/rivalry.ts';
import { RIVALS } from './groups/rivals.ts';
import { SCREENS } from './groups/screens.ts';
import { TALENT } from './groups/talent.ts';
import { THEATRES } from './groups/theatres.ts';

/** Every group, in the order of its columns; models are trained on this order. */
export const GROUPS: readonly FeatureGroup[] = [
  CALENDAR,
  CALENDAR_RUN,
  CATALOGUE_FACTS,
  TALENT,
  FRANCHISE,
  THEATRES,
  PRESALE,
  ATTENTION,
  CONVERSION,
  PREVIEWS,
  OWN_DAYS,
  SCREENS,
  MARKET,
  RIVALS,
  RIVALRY,
];

/** Every feature in column order, the same for all origins and markets. */
export const FEATURES: readonly FeatureDefinition[] = GROUPS.flatMap((group) => group.definitions);

/** Rises by one with every change of meaning that names and units do not show. */
export const CATALOGUE_VERSION = 2;

/** SHA-256 (hex) of the catalogue; a model serves only inputs of the catalogue it was trained on. */
export function catalogueHash(): string {
  return sha256(canonicalJson({ version: CATALOGUE_VERSION, features: FEATURES }));
}
