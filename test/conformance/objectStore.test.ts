import { startS3 } from '../../infra/local/s3/s3Server.ts';
import { createMemoryObjectStore } from '../../lib/adapters/memory/objectStore.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { createBucket, s3At } from './endpoints.ts';
import { describeObjectStore } from './objectStoreSuite.ts';

describeObjectStore('the bucket in memory', async () => ({ store: createMemoryObjectStore(), close: async () => {} }));

describeObjectStore('the S3 bucket of the local run, on disk', async () => {
  const { folder, remove } = await temporaryFolder();
  const server = await startS3({ folder });
  const client = s3At(server.url);
  return {
    store: await createBucket(client, 'conformance'),
    close: async () => {
      client.destroy();
      await server.stop();
      await remove();
    },
  };
});

describeObjectStore('the S3 bucket of the local run, in memory', async () => {
  const server = await startS3();
  const client = s3At(server.url);
  return {
    store: await createBucket(client, 'conformance'),
    close: async () => {
      client.destroy();
      await server.stop();
    },
  };
});
