import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiRequest } from '../../lib/api/handleRequest.ts';

/** A request of the HTTP API as API Gateway gives it (payload format 2.0). */
export type HttpEvent = APIGatewayProxyEventV2;

export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/** Reads from the event what a request is. Names of headers are in lower case in this payload format. */
export function toApiRequest(event: HttpEvent): ApiRequest {
  const { routeKey, rawPath, body, isBase64Encoded } = event;
  return {
    routeKey,
    method: event.requestContext.http.method,
    path: rawPath,
    pathParameters: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    contentType: event.headers['content-type'],
    body,
    isBase64Encoded,
  };
}

/** A 200 answer with a JSON body. */
export function jsonAnswer(body: unknown): HttpAnswer {
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
