/**
 * Ids of the artifacts below `model-artifacts/`, by market. They are trusted because they stand here; written by
 * `marquee artifacts build`.
 */
export const SHIPPED_ARTIFACTS: Readonly<Record<string, string>> = {
  CN: '16741184717bb369149c54cf49f26e45f05e75a3a0986fecf25165e8e2cbba47',
  US: '5a7915573da52379e41252937832fde31285b8531d892c61236f96aff747bf7c',
};
