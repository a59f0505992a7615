// `node tally.mjs REPORT CODE`: passed and failed tests of vitest's JSON report, as `N N`. A file that breaks before its tests counts as
// one failed, and so does a run with an exit code that no failed test explains. What failed is told on stderr, a line each.
import fs from 'node:fs';

const [file, code] = process.argv.slice(2);

/** The report; null when the run did not come to write one. */
const read = () => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null; // counted below
  }
};

const files = read()?.testResults ?? [];
const tests = files.flatMap(({assertionResults}) => assertionResults);
const passed = tests.filter(({status}) => status === 'passed').length;
const failed = tests.filter(({status}) => status === 'failed').length;
const brokenFiles = files.filter(
  ({status, assertionResults}) => status === 'failed' && !assertionResults.some(test => test.status === 'failed'),
).length;
const unexplained = code !== '0' && failed + brokenFiles === 0 ? 1 : 0;
for (const {name, status, message, assertionResults} of files) {
  const where = name.replace(`${process.cwd()}/`, '');
  const broken = assertionResults.filter(test => test.status === 'failed');
  for (const {fullName, failureMessages} of broken)
    console.error(`${where}: ${fullName}: ${(failureMessages[0] ?? '').split('\n')[0].slice(0, 200)}`);
  if (status === 'failed' && broken.length === 0) console.error(`${where}: ${(message ?? 'broke').split('\n')[0].slice(0, 200)}`);
}
console.log(passed, failed + brokenFiles + unexplained);
