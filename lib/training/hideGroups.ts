import { FEATURES } from '../features/catalogue.ts';
import type { FilmInputs } from '../forecast/filmInputs.ts';

/** The groups of the feature catalogue, in its order. */
export const GROUP_NAMES: readonly string[] = [...new Set(FEATURES.map(({ group }) => group))];

/**
 * Inputs as if the features of some groups were not known of any film; the amounts that forecasts are ratios to stay.
 * @throws RangeError for a group that the catalogue does not have
 */
export function hideGroups(inputs: FilmInputs, groups: readonly string[]): FilmInputs {
  if (groups.length === 0) return inputs;
  const unknown = groups.find((group) => !GROUP_NAMES.includes(group));
  if (unknown !== undefined) throw new RangeError(`the catalogue has no group ${unknown}`);
  const hidden = new Set(groups);
  const values = inputs.values.map((value, column) => (hidden.has(FEATURES[column]?.group ?? '') ? Number.NaN : value));
  return { ...inputs, values };
}
