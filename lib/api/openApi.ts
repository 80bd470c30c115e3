import * as z from 'zod';
import { SCOPES } from '../deployment/environment.ts';
import { VERSION } from '../deployment/version.ts';
import { AppError } from '../errors/appError.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { components } from './contract/common.ts';
import { problem } from './contract/problem.ts';
import { EXAMPLE_PARAMS, EXAMPLES, type Example } from './examples.ts';
import { OPERATIONS, type Operation, type OperationId, scopeOf } from './operations.ts';
import { PROBLEM_TYPE, toProblem } from './problem.ts';
import { statusOf } from './statusOf.ts';
import { STATUS_TEXTS } from './statusTexts.ts';

type Json = Readonly<Record<string, unknown>>;

const REF = '#/components/schemas/';
/** Problems that every operation may answer with. */
const ALWAYS: readonly ErrorCode[] = ['request.invalid', 'store.unavailable', 'service.internal'];

/** The OpenAPI 3.1 document of the HTTP API, made from the same schemas that read the requests. */
export function buildOpenApi(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const id of Object.keys(OPERATIONS) as OperationId[]) {
    const { path, method } = OPERATIONS[id];
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(id) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Marquee',
      version: VERSION,
      summary: 'What a film will earn, from seven days before release through its first week',
      description:
        'Forecasts with intervals, the reasons behind them, and comparable films. Money is in currency units. Every error is application/problem+json with a stable code and sentences in English and Chinese.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      {
        url: 'https://{host}',
        variables: { host: { default: 'api.invalid', description: 'ApiUrl of the deployed stack' } },
      },
      { url: 'http://127.0.0.1:8787', description: 'The local run' },
    ],
    tags: [
      { name: 'forecasts', description: 'Forecasts and the films they are about' },
      { name: 'service', description: 'What serves and how it is' },
    ],
    paths,
    components: { schemas: schemas(), securitySchemes: SECURITY },
  };
}

const SECURITY: Json = {
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: `Token of the OIDC issuer that the stack names; scopes ${Object.values(SCOPES).join(', ')}`,
  },
};

function describeOperation(id: OperationId): Json {
  const operation: Operation = OPERATIONS[id];
  const example: Example<OperationId> = EXAMPLES[id];
  const scope = scopeOf(id);
  return {
    operationId: id,
    summary: operation.summary,
    tags: [operation.path.includes('artifacts') || operation.path.includes('health') ? 'service' : 'forecasts'],
    security: scope ? [{ token: [scope] }] : [],
    parameters: parametersOf(operation, example),
    ...(operation.body ? { requestBody: requestBody(operation.body, example) } : {}),
    responses: {
      200: {
        description: 'The answer',
        headers: { 'x-request-id': { schema: { type: 'string' }, description: 'Names this answer in the logs' } },
        content: { 'application/json': { schema: refOf(operation.answer), example: example.answer } },
      },
      ...(operation.method === 'GET' ? { 304: { description: 'If-None-Match names what would be answered' } } : {}),
      ...(scope ? GATEWAY_REFUSALS : {}),
      429: { description: 'Too many requests; answered by the gateway' },
      ...problemResponses([...operation.problems, ...ALWAYS]),
    },
  };
}

const GATEWAY_REFUSALS: Json = {
  401: { description: 'No valid token; answered by the gateway' },
  403: { description: 'The token lacks the scope; answered by the gateway' },
};

function requestBody(body: z.ZodType, { bodies }: Example<OperationId>): Json {
  return { required: true, content: { 'application/json': { schema: refOf(body), examples: bodies } } };
}

function parametersOf({ parameters, path }: Operation, { parameters: examples }: Example<OperationId>): Json[] {
  const schema = z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Json>;
  };
  return Object.entries(schema.properties ?? {}).map(([name, { description, ...rest }]) => {
    const inPath = path.includes(`{${name}}`);
    const example = examples?.[name];
    return {
      name,
      in: inPath ? 'path' : 'query',
      required: inPath,
      ...(description ? { description } : {}),
      schema: rest,
      ...(example === undefined ? {} : { example }),
    };
  });
}

function problemResponses(codes: readonly ErrorCode[]): Json {
  const byStatus = Map.groupBy(new Set(codes), statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: `${STATUS_TEXTS[status]}: ${ofStatus.join(', ')}`,
        ...(status === 503
          ? { headers: { 'retry-after': { schema: { type: 'integer' }, description: 'Seconds' } } }
          : {}),
        content: {
          [PROBLEM_TYPE]: {
            schema: refOf(problem),
            examples: Object.fromEntries(ofStatus.map((code) => [code, { value: exampleProblem(code) }])),
          },
        },
      },
    ]),
  );
}

function exampleProblem(code: ErrorCode) {
  return toProblem(new AppError(code, EXAMPLE_PARAMS), 'a1b2c3');
}

function refOf(schema: z.ZodType): Json {
  const id = components.get(schema)?.id;
  if (id === undefined) throw new TypeError('a body or an answer is not a component');
  return { $ref: `${REF}${id}` };
}

function schemas(): Json {
  const { schemas: all } = z.toJSONSchema(components, { uri: (id) => `${REF}${id}`, io: 'input' });
  return Object.fromEntries(
    Object.entries(all)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  );
}
