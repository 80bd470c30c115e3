/**
 * Ids of the artifacts below `model-artifacts/`, by market. They are trusted because they stand here; written by
 * `marquee artifacts build`.
 */
export const SHIPPED_ARTIFACTS: Readonly<Record<string, string>> = {
  CN: '4bcca226f274e8f7ddb52d9248820328a53621271d526575c25278f1ac825d64',
  US: '89df2469671eb5e214aa75905572bf86504ec1c1940040744d62af7016e30710',
};
