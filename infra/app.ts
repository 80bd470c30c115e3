import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings } from './acknowledgements.ts';
import { buildMarquee } from './marquee.ts';
import { readSettings } from './settings.ts';

const app = new App();
const stacks = buildMarquee(app, readSettings(app.node, process.env['LAMBDA_ARCH']));
acknowledgeFindings(stacks, new Date().toISOString().slice(0, 10));
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
