import { type App, type Stack, Tags } from 'aws-cdk-lib';
import type { Settings } from './settings.ts';
import { ApiStack } from './stacks/apiStack.ts';
import { DataStack } from './stacks/dataStack.ts';
import { PipelineStack } from './stacks/pipelineStack.ts';
import { ProofStack } from './stacks/proofStack.ts';
import { StreamStack } from './stacks/streamStack.ts';

/**
 * The stacks of one deployment, each leaning on those before it: what keeps data, what answers over HTTPS, what takes
 * signals in, what turns history into a champion, what makes records provable.
 */
export interface MarqueeStacks {
  readonly data: DataStack;
  readonly api: ApiStack;
  readonly stream: StreamStack;
  readonly pipeline: PipelineStack;
  readonly proof: ProofStack;
}

/** Declares the whole product. No account and no region is named: the same template serves every partition. */
export function buildMarquee(app: App, settings: Settings): MarqueeStacks {
  // Access logs are let in by a bucket policy; the older way needs ACLs, which the buckets forbid.
  app.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
  // A stack cannot drop what another one reads.
  app.node.setContext('@aws-cdk/core:defaultCrossStackReferences', 'strong');
  const named = (part: string): string => `${settings.name}-${part}`;
  const data = new DataStack(app, named('Data'));
  const api = new ApiStack(app, named('Api'), { data, settings });
  const stream = new StreamStack(app, named('Stream'), { data, settings, forecast: api.forecast });
  const pipeline = new PipelineStack(app, named('Pipeline'), { data, settings, signals: stream.signals });
  const proof = new ProofStack(app, named('Proof'), { data, settings });
  for (const stack of [data, api, stream, pipeline, proof] satisfies Stack[]) Tags.of(stack).add('product', 'marquee');
  return { data, api, stream, pipeline, proof };
}
