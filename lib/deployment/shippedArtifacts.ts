/**
 * Ids of the artifacts below `model-artifacts/`, by market. They are trusted because they stand here; written by
 * `marquee artifacts build`.
 */
export const SHIPPED_ARTIFACTS: Readonly<Record<string, string>> = {
  CN: 'a1e981a3f57727ecf5bbdb4143fceab533d74f079258b42c2df35d7a4ee3135c',
  US: 'f35073caae2e3797070efeab1addbf102608c4365841cb917ed7f7ff0d409b5f',
};
