/**
 * Ids of the artifacts below `model-artifacts/`, by market. They are trusted because they stand here; written by
 * `marquee artifacts build`.
 */
export const SHIPPED_ARTIFACTS: Readonly<Record<string, string>> = {
  CN: 'a1bb4f46093a0bb6691282b3b492df4f34970f1c14c538f5c2c7fddebbc455d2',
  US: '342bb54804aa70e7d216a270f3f458b1b0804b62c8b18e909d16e8693e34540d',
};
