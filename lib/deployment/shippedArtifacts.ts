/**
 * Ids of the artifacts below `model-artifacts/`, by market. They are trusted because they stand here; written by
 * `marquee artifacts build`.
 */
export const SHIPPED_ARTIFACTS: Readonly<Record<string, string>> = {
  CN: '08a50d74adcd45a4466196d8dbbac09865e5f88d5adef491f9e8776c008816ff',
  US: 'ce7dd770a64b6f9bfc451024a3adbd9c3920a5b39f8572e158946101a958724d',
};
