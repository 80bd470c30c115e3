declare module 'kinesalite' {
  import type { Server } from 'node:http';

  function kinesalite(options?: { readonly createStreamMs?: number; readonly deleteStreamMs?: number }): Server;
  // biome-ignore lint/style/noDefaultExport: as the package exports it
  export default kinesalite;
}
