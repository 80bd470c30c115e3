import type { Column } from './featureGroup.ts';

/** What the columns of one choice share. */
type ChoiceColumn<Prepared> = Omit<Column<Prepared>, 'en' | 'zh' | 'value'>;

/** A column per choice, 1 where the film has it and 0 where not; NaN when `has` cannot tell. */
export function oneHot<Prepared, Choice extends { readonly id: string; readonly en: string; readonly zh: string }>(
  prefix: string,
  choices: readonly Choice[],
  shared: ChoiceColumn<Prepared>,
  has: (prepared: Prepared, choice: Choice) => boolean | undefined,
): Record<string, Column<Prepared>> {
  return Object.fromEntries(
    choices.map((choice) => {
      const value = (prepared: Prepared) => {
        const answer = has(prepared, choice);
        return answer === undefined ? Number.NaN : Number(answer);
      };
      return [`${prefix}_${choice.id}`, { ...shared, en: choice.en, zh: choice.zh, value }];
    }),
  );
}
