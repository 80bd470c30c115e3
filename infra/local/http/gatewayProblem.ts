import { STATUS_CODES } from 'node:http';
import type { HttpAnswer } from './proxyAnswer.ts';

const EXPLANATIONS: Readonly<Record<number, string>> = {
  400: 'The request is no valid HTTP request.',
  401: 'A valid bearer token is required.',
  403: 'The token does not carry a scope that this route asks for.',
  404: 'No route of the API has this method and path.',
  413: 'The body is larger than the 10 MB that the API takes.',
  431: 'The request line and headers are longer than the 10,240 bytes that the API takes.',
  500: 'The function that answers this route failed; its log tells why.',
  503: 'The function that answers this route did not answer in time.',
};

/** An answer that the API gives itself, before or instead of a function: API Gateway's `message` and RFC 9457's fields. */
export function gatewayProblem(status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const title = STATUS_CODES[status] ?? 'Error';
  const message = status === 401 || status === 403 || status === 404 ? title : (MESSAGES[status] ?? title);
  const problem = { type: 'about:blank', title, status, detail: EXPLANATIONS[status] ?? title, message };
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: Buffer.from(JSON.stringify(problem)),
  };
}

const MESSAGES: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  503: 'Service Unavailable',
};
