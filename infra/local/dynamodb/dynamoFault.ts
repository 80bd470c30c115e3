/** A refusal in the words of DynamoDB's JSON protocol. */
export class DynamoFault extends Error {
  override readonly name = 'DynamoFault';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(String(body['message'] ?? body['Message'] ?? body['__type']));
    this.status = status;
    this.body = body;
  }

  /** The exception's name without its namespace, as SDKs show it. */
  get type(): string {
    return String(this.body['__type']).split('#').at(-1) ?? '';
  }
}

export function validationFault(message: string): DynamoFault {
  return new DynamoFault(400, { __type: 'com.amazon.coral.validate#ValidationException', message });
}

export function dynamoFault(type: string, message: string, extra: Readonly<Record<string, unknown>> = {}): DynamoFault {
  return new DynamoFault(400, { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message, ...extra });
}
