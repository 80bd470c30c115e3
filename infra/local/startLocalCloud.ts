import path from 'node:path';
import { type DataFolder, openDataFolder } from './dataFolder.ts';
import { describeCloud } from './describeCloud.ts';
import type { DynamoDbServer } from './dynamodb/dynamoDbServer.ts';
import { readTables } from './dynamodb/readTables.ts';
import { readEventRules } from './events/eventRules.ts';
import { createObjectEvents } from './events/objectEvents.ts';
import { openBoundedLog } from './files/boundedLog.ts';
import { openRecordFolder } from './files/recordFolder.ts';
import { createApiServer } from './http/apiServer.ts';
import { startDevIssuer } from './http/devIssuer.ts';
import { createGateway } from './http/gateway.ts';
import { listenOnLoopback } from './http/listenOnLoopback.ts';
import { readCors, readRoutes } from './http/routes.ts';
import { createTokenVerifier } from './http/tokenVerifier.ts';
import { startKms } from './kms/kmsServer.ts';
import { readKeyAliases, readKeys } from './kms/readKeys.ts';
import { openSigningKeys } from './kms/signingKeys.ts';
import type { FunctionHost } from './lambda/functionHost.ts';
import { startLambda } from './lambda/lambdaServer.ts';
import type { LocalCloud, LocalCloudOptions } from './localCloud.ts';
import { openFunctions } from './openFunctions.ts';
import { createOpenParts, type OpenParts } from './openParts.ts';
import { openStreams, type StreamReaders, startStreamReaders } from './openStreams.ts';
import { openTables } from './openTables.ts';
import { LOCAL_PLACE, sdkEnvironment } from './place.ts';
import { type LocalQueues, openLocalQueues } from './queues/localQueues.ts';
import { startSqs } from './queues/sqsServer.ts';
import { readBuckets } from './s3/readBuckets.ts';
import { type S3Server, startS3 } from './s3/s3Server.ts';
import { readSchedules } from './schedule/readSchedules.ts';
import { reportMissed } from './schedule/reportMissed.ts';
import { runSchedules } from './schedule/runSchedules.ts';
import { startKinesis } from './stream/kinesisServer.ts';
import { readAssembly } from './template/assembly.ts';
import { type ResolvedTemplate, resolveTemplate } from './template/resolvedTemplate.ts';

/**
 * Runs the synthesized template on this machine: embedded stores, the bundled handlers in processes, and the template's
 * routes, schedules and triggers. Everything listens on 127.0.0.1 alone.
 * @throws LocalError, with nothing left open
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const parts = createOpenParts();
  try {
    return await open(options, parts);
  } catch (error) {
    await parts.close();
    throw error;
  }
}

async function open(options: LocalCloudOptions, parts: OpenParts): Promise<LocalCloud> {
  const stacks = readAssembly(options.assembly);
  const data = await openDataFolder(options.data);
  const ports = await data.ports();
  // First, because it is what keeps a second process out of the folder.
  const dynamodb = parts.add(await openTables(data, ports.dynamodb));
  await data.claim();
  parts.onClose(() => data.release());
  const apiServer = createApiServer();
  const api = parts.add(await listenOnLoopback(apiServer.server, options.port));
  // Names of queues are addresses: the template cannot be read before there is one.
  let queues: LocalQueues | undefined;
  const sqs = parts.add(await startSqs(() => queues, ports.sqs));
  const { parameters = {} } = options;
  const addresses = { apiEndpoint: api.url, queueEndpoint: sqs.url };
  const template = resolveTemplate(stacks, { ...LOCAL_PLACE, ...addresses, parameters });

  const keys = await openSigningKeys(data.part('keys'), readKeys(template));
  const kms = parts.add(await startKms(keys, readKeyAliases(template), ports.kms));
  const issuer = parts.add(await startDevIssuer(data.part('keys'), ports.issuer));
  queues = await openLocalQueues(data.part('queues'), namesOf(template, 'AWS::SQS::Queue'));

  // Functions are told the addresses of all services, so the services listen before there are functions.
  let host: FunctionHost | undefined;
  const running = (): FunctionHost => {
    if (host === undefined) throw new Error('the local run is starting');
    return host;
  };
  const deliver = async (functionArn: string, event: string): Promise<void> => {
    const target = running().find(functionArn);
    if (target !== undefined) await running().invokeLater(target, event);
  };
  const lambda = parts.add(await startLambda(running, ports.lambda));
  const s3 = parts.add(await openBuckets(template, data, ports.s3, deliver));
  const { streams } = parts.add(await openStreams(template, data));
  const kinesis = parts.add(await startKinesis(streams, ports.kinesis));
  await declareTables(template, dynamodb);
  await data.keepPorts({
    ...{ s3: s3.port, dynamodb: dynamodb.port, kms: kms.port },
    ...{ lambda: lambda.port, issuer: issuer.port, kinesis: kinesis.port, sqs: sqs.port },
  });

  const endpoints = {
    ...{ s3: s3.url, dynamodb: dynamodb.url, kms: kms.url },
    ...{ lambda: lambda.url, kinesis: kinesis.url, sqs: sqs.url },
  };
  const environment = sdkEnvironment(endpoints);
  const functions = await openFunctions({ template, data, queues, environment, options });
  let readers: StreamReaders | undefined;
  parts.onClose(async () => readers?.stop()); // after the functions: what they leave unfinished is not noted as done
  host = parts.add(functions.host);
  const routes = readRoutes(template);
  const verify = createTokenVerifier(issuer.issuer);
  apiServer.serve(createGateway({ routes, cors: readCors(template), host, verify }));
  await host.resume();
  const { retryDelays } = options;
  readers = await startStreamReaders({ template, data, streams, host, queues, ...(retryDelays && { retryDelays }) });
  if (options.schedules !== false) {
    const records = await openRecordFolder<{ readonly slot: number }>(data.part('schedules'));
    const logs = data.part('logs');
    const report = reportMissed(openBoundedLog(logs && path.join(logs, 'schedules.log')));
    parts.add(await runSchedules({ schedules: readSchedules(template), records, deliver, report }));
  }
  const firstRoute = routes[0] && host.find(routes[0].functionArn);
  if (firstRoute !== undefined) host.warm(firstRoute);
  return describeCloud({
    ...{ api: api.url, template, routes, issuer, endpoints, environment, queues, readers },
    ...functions,
    parts,
  });
}

async function openBuckets(
  template: ResolvedTemplate,
  data: DataFolder,
  port: number | undefined,
  deliver: (functionArn: string, event: string) => Promise<void>,
): Promise<S3Server> {
  const buckets = readBuckets(template);
  const rules = readEventRules(template);
  const onCreated = createObjectEvents({ place: LOCAL_PLACE, buckets, rules, deliver });
  const s3 = await startS3({ folder: data.part('s3'), port, onCreated });
  for (const { name, locked, writeOnce } of buckets) s3.ensureBucket(name, { locked, writeOnce });
  return s3;
}

async function declareTables(template: ResolvedTemplate, dynamodb: DynamoDbServer): Promise<void> {
  for (const { create, ttlAttribute } of readTables(template)) await dynamodb.ensureTable(create, ttlAttribute);
}

function namesOf(template: ResolvedTemplate, type: string): readonly string[] {
  return template.of(type).map(({ name }) => name);
}
