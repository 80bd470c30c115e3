/** An error as the durable execution API carries it. */
export interface ErrorObject {
  readonly ErrorMessage?: string;
  readonly ErrorType?: string;
  readonly ErrorData?: string;
  readonly StackTrace?: readonly string[];
}

/** One step, wait or child context of an execution, in the API's own words; times are epoch seconds. */
export interface Operation {
  readonly Id: string;
  readonly ParentId?: string;
  readonly Name?: string;
  readonly Type: 'EXECUTION' | 'CONTEXT' | 'STEP' | 'WAIT' | 'CALLBACK' | 'CHAINED_INVOKE';
  readonly SubType?: string;
  readonly Status: 'STARTED' | 'PENDING' | 'READY' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly StartTimestamp: number;
  readonly EndTimestamp?: number;
  readonly ExecutionDetails?: { readonly InputPayload: string };
  readonly ContextDetails?: {
    readonly ReplayChildren?: boolean;
    readonly Result?: string;
    readonly Error?: ErrorObject;
  };
  readonly StepDetails?: {
    readonly Attempt: number;
    readonly NextAttemptTimestamp?: number;
    readonly Result?: string;
    readonly Error?: ErrorObject;
  };
  readonly WaitDetails?: { readonly ScheduledEndTimestamp: number };
}

/** What a checkpoint says of one operation. */
export interface OperationUpdate {
  readonly Id: string;
  readonly ParentId?: string;
  readonly Name?: string;
  readonly Type: Operation['Type'];
  readonly SubType?: string;
  readonly Action: 'START' | 'SUCCEED' | 'FAIL' | 'RETRY' | 'CANCEL';
  readonly Payload?: string;
  readonly Error?: ErrorObject;
  readonly ContextOptions?: { readonly ReplayChildren?: boolean };
  readonly StepOptions?: { readonly NextAttemptDelaySeconds?: number };
  readonly WaitOptions?: { readonly WaitSeconds?: number };
}

const ENDS = { SUCCEED: 'SUCCEEDED', FAIL: 'FAILED', CANCEL: 'CANCELLED' } as const;

/**
 * The operation after an update.
 * @param before undefined when the operation is new
 * @param now epoch seconds
 */
export function applyUpdate(before: Operation | undefined, update: OperationUpdate, now: number): Operation {
  const { Id, ParentId, Name, Type, SubType, Action } = update;
  const started: Operation = before ?? {
    ...{ Id, Type, Status: 'STARTED', StartTimestamp: now },
    ...(ParentId !== undefined && { ParentId }),
    ...(Name !== undefined && { Name }),
    ...(SubType !== undefined && { SubType }),
  };
  const ended =
    Action === 'START' || Action === 'RETRY' ? started : { ...started, Status: ENDS[Action], EndTimestamp: now };
  if (Type === 'STEP') return applyToStep(ended, update, now);
  if (Type === 'WAIT' && before === undefined) {
    return { ...ended, WaitDetails: { ScheduledEndTimestamp: now + (update.WaitOptions?.WaitSeconds ?? 0) } };
  }
  if (Type === 'CONTEXT') {
    const ReplayChildren = update.ContextOptions?.ReplayChildren ?? before?.ContextDetails?.ReplayChildren;
    return {
      ...ended,
      ContextDetails: { ...(ReplayChildren !== undefined && { ReplayChildren }), ...outcomeOf(update) },
    };
  }
  return ended;
}

function applyToStep(operation: Operation, update: OperationUpdate, now: number): Operation {
  const Attempt = operation.StepDetails?.Attempt ?? 0;
  if (update.Action === 'START') return { ...operation, Status: 'STARTED', StepDetails: { Attempt } };
  const details = { Attempt: Attempt + 1, ...outcomeOf(update) };
  if (update.Action !== 'RETRY') return { ...operation, StepDetails: details };
  const NextAttemptTimestamp = now + (update.StepOptions?.NextAttemptDelaySeconds ?? 0);
  return { ...operation, Status: 'PENDING', StepDetails: { ...details, NextAttemptTimestamp } };
}

function outcomeOf(update: OperationUpdate): { readonly Result?: string; readonly Error?: ErrorObject } {
  return {
    ...(update.Payload !== undefined && { Result: update.Payload }),
    ...(update.Error !== undefined && { Error: update.Error }),
  };
}

/** When an operation goes on by itself: the end of a wait, the next try of a step. Undefined when it does not. */
export function dueAt({ Type, Status, WaitDetails, StepDetails }: Operation): number | undefined {
  if (Type === 'WAIT' && Status === 'STARTED') return WaitDetails?.ScheduledEndTimestamp;
  return Type === 'STEP' && Status === 'PENDING' ? StepDetails?.NextAttemptTimestamp : undefined;
}

/** The operation once its time has come; the same object while it has not. */
export function moveOn(operation: Operation, now: number): Operation {
  const due = dueAt(operation);
  if (due === undefined || due > now) return operation;
  if (operation.Type === 'STEP') return { ...operation, Status: 'READY' };
  return { ...operation, Status: 'SUCCEEDED', EndTimestamp: now };
}
