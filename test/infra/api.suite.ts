import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../lib/deployment/environment.ts';
import { readable } from './readable.ts';
import type { Synthesis } from './synthesis.ts';

/** Who may ask for what over HTTPS. */
export function describeApi(synthesis: () => Synthesis): void {
  const routes = (): Map<string, Readonly<Record<string, unknown>>> =>
    new Map(
      synthesis()
        .all('AWS::ApiGatewayV2::Route')
        .map(({ Properties }) => [String(Properties['RouteKey']), Properties]),
    );

  describe('HTTP API (S2, S10)', () => {
    it('declares exactly the routes that the functions answer, and one for anything else', () => {
      const declared = ROUTES.map(({ method, path }) => `${method} ${path}`);
      expect([...routes().keys()].sort()).toEqual([...declared, '$default'].sort());
    });

    it('asks every route for a token with its scope, GET /v1/health alone for none', () => {
      for (const { method, path, scope } of ROUTES) {
        const route = routes().get(`${method} ${path}`);
        if (path === '/v1/health') {
          expect(route?.['AuthorizationType']).toBe('NONE');
        } else {
          expect(route, path).toMatchObject({ AuthorizationType: 'JWT', AuthorizationScopes: [scope] });
          expect(route?.['AuthorizerId'], path).toBeDefined();
        }
      }
      expect(ROUTES.filter(({ scope }) => scope === undefined).map(({ path }) => path)).toEqual(['/v1/health']);
    });

    it('asks for a token also where no route is, and lets the forecast function answer', () => {
      expect(routes().get('$default')).toMatchObject({ AuthorizationType: 'JWT' });
      const integrations = synthesis().all('AWS::ApiGatewayV2::Integration');
      expect(integrations.map(({ Properties }) => readable(Properties, synthesis().templates))).toEqual([
        expect.objectContaining({
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: 'ForecastFunction.Arn',
          PayloadFormatVersion: '2.0',
        }),
      ]);
      for (const [key, route] of routes()) {
        expect(readable(route['Target'], synthesis().templates), key).toBe(
          `integrations/${integrations[0]?.id.slice(0, -8)}`,
        );
      }
    });

    it('takes issuer and audience of the tokens as parameters without a default', () => {
      const authorizer = synthesis().one('AWS::ApiGatewayV2::Authorizer');
      expect(readable(authorizer.Properties, synthesis().templates)).toMatchObject({
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'JwtIssuer', Audience: ['JwtAudience'] },
      });
      const parameters = synthesis().templates.get('Marquee-Api')?.Parameters;
      expect(parameters?.['JwtIssuer']?.Default).toBeUndefined();
      expect(parameters?.['JwtAudience']?.Default).toBeUndefined();
    });

    it('limits the rate and writes an access log without tokens, query strings or addresses', () => {
      const stage = synthesis().one('AWS::ApiGatewayV2::Stage');
      expect(stage.Properties).toMatchObject({
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      });
      const { Format } = stage.Properties['AccessLogSettings'] as { Format: string };
      expect(JSON.parse(Format)).toMatchObject({ requestId: '$context.requestId', status: '$context.status' });
      expect(Format).not.toMatch(/identity|querystring|\$context\.path|header/i);
    });
  });
}
