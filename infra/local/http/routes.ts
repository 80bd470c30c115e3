import type { JsonObject } from '../template/assembly.ts';
import type { ResolvedTemplate } from '../template/resolvedTemplate.ts';

/** A route of the HTTP API as the template declares it. */
export interface Route {
  /** `GET /v1/films/{id}`, or `$default`. */
  readonly key: string;
  /** ARN or name of the function that answers. */
  readonly functionArn: string;
  readonly timeoutMs: number;
  /** What a caller must bring; undefined = nothing. */
  readonly authorization: RouteAuthorization | undefined;
}

export interface RouteAuthorization {
  /** A token must name one of these as its audience. */
  readonly audiences: readonly string[];
  /** A token must have one of these scopes, where there are any. */
  readonly scopes: readonly string[];
}

/** Cross-origin rules of the HTTP API. */
export interface Cors {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAge: number | undefined;
  readonly credentials: boolean;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Routes that call functions, in no order. */
export function readRoutes(template: ResolvedTemplate): readonly Route[] {
  const integrations = new Map(template.of('AWS::ApiGatewayV2::Integration').map((one) => [one.ref, one.properties]));
  const authorizers = new Map(template.of('AWS::ApiGatewayV2::Authorizer').map((one) => [one.ref, one.properties]));
  return template.of('AWS::ApiGatewayV2::Route').flatMap(({ properties }) => {
    const integration = integrations.get(String(properties['Target']).replace('integrations/', ''));
    if (integration?.['IntegrationType'] !== 'AWS_PROXY') return [];
    const authorizer = authorizers.get(String(properties['AuthorizerId']));
    return {
      key: String(properties['RouteKey']),
      functionArn: String(integration['IntegrationUri']),
      timeoutMs: Number(integration['TimeoutInMillis'] ?? DEFAULT_TIMEOUT_MS),
      authorization: properties['AuthorizationType'] === 'JWT' ? authorizationOf(properties, authorizer) : undefined,
    };
  });
}

export function readCors(template: ResolvedTemplate): Cors | undefined {
  const cors = template.of('AWS::ApiGatewayV2::Api')[0]?.properties['CorsConfiguration'] as JsonObject | undefined;
  if (cors === undefined) return undefined;
  return {
    origins: texts(cors['AllowOrigins']),
    methods: texts(cors['AllowMethods']),
    headers: texts(cors['AllowHeaders']),
    exposed: texts(cors['ExposeHeaders']),
    maxAge: typeof cors['MaxAge'] === 'number' ? cors['MaxAge'] : undefined,
    credentials: cors['AllowCredentials'] === true,
  };
}

function authorizationOf(route: JsonObject, authorizer: JsonObject | undefined): RouteAuthorization {
  const jwt = authorizer?.['JwtConfiguration'] as JsonObject | undefined;
  return { audiences: texts(jwt?.['Audience']), scopes: texts(route['AuthorizationScopes']) };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
