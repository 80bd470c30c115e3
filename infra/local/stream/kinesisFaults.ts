import { AwsRestFault } from '../http/awsRestFault.ts';

/** Refusals in the words of Kinesis. */
export function noSuchStream(name: string): AwsRestFault {
  return new AwsRestFault(400, 'ResourceNotFoundException', `Stream ${name} not found.`);
}

export function invalidArgument(message: string): AwsRestFault {
  return new AwsRestFault(400, 'InvalidArgumentException', message);
}

export function invalidRequest(message: string): AwsRestFault {
  return new AwsRestFault(400, 'ValidationException', message);
}
