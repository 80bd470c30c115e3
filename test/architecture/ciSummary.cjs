// Closing lines of .ci/run: reads vitest's JSON report. Plain CommonJS: it runs on whatever Node the machine has.
const fs = require('node:fs');

const [report, failedSteps] = process.argv.slice(2);
let passed = 0;
let failed = Number(failedSteps);
let skipped = 0;
try {
  const result = JSON.parse(fs.readFileSync(report, 'utf8'));
  passed = result.numPassedTests;
  skipped = result.numPendingTests;
  // The test step itself counts as one failed step; name its tests instead.
  if (result.numFailedTests > 0) failed += result.numFailedTests - 1;
  const titles = result.testResults.flatMap((file) => file.assertionResults).filter((one) => one.status === 'pending');
  const lacking = titles.filter((one) => /shared data/.test(one.fullName)).length;
  process.stdout.write(
    `${lacking} tests were skipped for lack of shared data, ${skipped - lacking} for other stated reasons\n`,
  );
  for (const one of titles) process.stdout.write(`  skipped: ${one.fullName}\n`);
} catch (error) {
  process.stdout.write(`no readable test report: ${error.message}\n`);
  failed = Math.max(failed, 1);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
