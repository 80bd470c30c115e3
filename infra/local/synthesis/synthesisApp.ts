import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildMarquee } from '../../marquee.ts';
import { PROJECT_ROOT, readSettings } from '../../settings.ts';

// A program of its own: synthesizing takes memory and the one thread, and the local run needs neither afterwards.
// The same stacks as infra/app.ts, for this machine's processor, without the checks that belong to a deployment.
const { context } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'cdk.json'), 'utf8')) as { context?: object };
const app = new App({ ...(context && { context: { ...context } }), outdir: process.argv[2] ?? 'cdk.local' });
buildMarquee(app, readSettings(app.node, 'local'));
app.synth();
