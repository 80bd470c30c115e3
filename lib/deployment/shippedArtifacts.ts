/**
 * Ids of the artifacts below `model-artifacts/`, by market. They are trusted because they stand here; written by
 * `marquee artifacts build`.
 */
export const SHIPPED_ARTIFACTS: Readonly<Record<string, string>> = {
  CN: '2c8dca4ef63bbc3b64e8d8148bb6b4865fce42c0c768cebc75667e08a45bec88',
  US: '6d50d3bca16216b4fd15eafb6eeb592094f08cfe2aaf53cd96c04fdcd9c5bceb',
};
