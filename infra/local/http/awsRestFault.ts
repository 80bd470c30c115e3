import type { ServerResponse } from 'node:http';

/** A refusal as the REST-JSON services of AWS answer it. */
export class AwsRestFault extends Error {
  override readonly name = 'AwsRestFault';
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** Answers a failed request; what is no refusal is a fault of ours. */
export function answerFault(response: ServerResponse, error: unknown): void {
  const fault = error instanceof AwsRestFault ? error : new AwsRestFault(500, 'ServiceException', String(error));
  const body = JSON.stringify({
    __type: fault.type,
    Type: fault.status < 500 ? 'User' : 'Service',
    message: fault.message,
  });
  response.writeHead(fault.status, { 'content-type': 'application/json', 'x-amzn-errortype': fault.type }).end(body);
}
