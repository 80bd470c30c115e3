import { ENVIRONMENT } from '../../lib/deployment/environment.ts';
import type { DevIssuer } from './http/devIssuer.ts';
import type { Route } from './http/routes.ts';
import type { FunctionDefinition } from './lambda/functionDefinition.ts';
import { FunctionFailed, type LocalCloud } from './localCloud.ts';
import { type OpenFunctions, roleOf } from './openFunctions.ts';
import type { OpenParts } from './openParts.ts';
import type { StreamReaders } from './openStreams.ts';
import { type Endpoints, LOCAL_CREDENTIALS, LOCAL_PLACE } from './place.ts';
import type { LocalQueues } from './queues/localQueues.ts';
import { listNotEmulated } from './template/notEmulated.ts';
import type { ResolvedTemplate } from './template/resolvedTemplate.ts';

/** Everything that a running cloud is made of. */
export interface CloudParts extends OpenFunctions {
  readonly api: string;
  readonly template: ResolvedTemplate;
  readonly routes: readonly Route[];
  readonly issuer: DevIssuer;
  readonly endpoints: Endpoints;
  readonly environment: Readonly<Record<string, string>>;
  readonly queues: LocalQueues;
  readonly readers: StreamReaders;
  readonly parts: OpenParts;
}

/** The running cloud as its users see it. */
export async function describeCloud(cloud: CloudParts): Promise<LocalCloud> {
  const { template, definitions, host, issuer, queues, readers } = cloud;
  const variables: Readonly<Record<string, string>> = Object.assign({}, ...definitions.map(marqueeVariables));
  const all = everything(cloud.routes);
  const issueToken: LocalCloud['issueToken'] = (request) => issuer.issue({ ...all, ...request });
  return {
    api: cloud.api,
    token: await issueToken({}),
    issuer: issuer.issuer,
    endpoints: cloud.endpoints,
    buckets: byLogicalId(template, 'AWS::S3::Bucket'),
    tables: byLogicalId(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'),
    streams: byLogicalId(template, 'AWS::Kinesis::Stream'),
    functions: Object.fromEntries(definitions.map((definition) => [roleOf(definition), definition.name])),
    historyBucket: variables[ENVIRONMENT.historyBucket] ?? '',
    artifactBucket: variables[ENVIRONMENT.artifactBucket] ?? '',
    signalStream: variables[ENVIRONMENT.signalStream] ?? '',
    region: LOCAL_PLACE.region,
    ...LOCAL_CREDENTIALS,
    environment: { ...cloud.environment, ...variables },
    notEmulated: listNotEmulated(template),
    issueToken,
    async invoke(functionName, event) {
      const called = definitions.find((definition) => roleOf(definition) === functionName) ?? host.find(functionName);
      if (called === undefined) throw new FunctionFailed('ResourceNotFound', `no function ${functionName}`);
      const outcome = await host.invoke(called, JSON.stringify(event));
      if (outcome.ok) return JSON.parse(outcome.payload);
      if ('stopped' in outcome) throw new FunctionFailed('Stopped', 'the local run was stopped');
      throw new FunctionFailed(outcome.failure.errorType, outcome.failure.errorMessage);
    },
    async queued(queue) {
      const declared = template.of('AWS::SQS::Queue');
      const found = declared.find(({ name, logicalId }) => name === queue || logicalId.startsWith(queue));
      const messages = await queues.messages(found?.name ?? queue);
      return messages.map(({ body, attributes }) => ({ body: JSON.parse(body) as unknown, attributes }));
    },
    async idle() {
      await host.idle(); // what was accepted may write into a stream
      await readers.idle();
      await host.idle(); // and what reads from it may call functions
    },
    stop: () => cloud.parts.close(),
  };
}

/** The audience and all scopes that routes ask for. */
function everything(routes: readonly Route[]): { readonly audience: string; readonly scope: string } {
  const asked = routes.flatMap(({ authorization }) => authorization ?? []);
  const scopes = new Set(asked.flatMap((authorization) => authorization.scopes));
  return { audience: asked[0]?.audiences[0] ?? 'local', scope: [...scopes].join(' ') };
}

function marqueeVariables({ environment }: FunctionDefinition): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('MARQUEE_')));
}

function byLogicalId(template: ResolvedTemplate, ...types: readonly string[]): Record<string, string> {
  return Object.fromEntries(template.of(...types).map(({ logicalId, name }) => [logicalId, name]));
}
