/**
 * Ids of the artifacts below `model-artifacts/`, by market. They are trusted because they stand here; written by
 * `marquee artifacts build`.
 */
export const SHIPPED_ARTIFACTS: Readonly<Record<string, string>> = {
  CN: '52ddea7e079197251dadf24baed5716d4a37837343ebb8ef2893f37c5086ea76',
  US: 'a2fcf55346fab305a95f28aa0d613e006592ccf96675c2a45fd9109c5806ccc4',
};
