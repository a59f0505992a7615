// `node tally.mjs REPORT CODE [AGAIN CODE]`: passed and failed tests of vitest's JSON report, as `N N`. A file that breaks before its tests
// counts as one failed, and so does a run with an exit code that no failed test explains. AGAIN is the report of a second run of the files
// that had failed: what it says of them counts, and what failed once only is told as such. All that failed is told on stderr, a line each.
// `node tally.mjs --failed REPORT`: the files that failed, a line each; none when they are too many for chance.
import fs from 'node:fs';
import path from 'node:path';

/** More files than these do not fail by chance. */
const fewFiles = 3;

/** What the report says, by file; empty when the run did not come to write one, which is counted below. */
const read = file => {
  try {
    const {testResults} = JSON.parse(fs.readFileSync(file, 'utf8'));
    return new Map(testResults.map(result => [path.relative(process.cwd(), result.name), result]));
  } catch {
    return new Map();
  }
};
const withStatus = ({assertionResults}, wanted) => assertionResults.filter(({status}) => status === wanted);
const firstLine = (text, otherwise) => (text || otherwise).split('\n')[0].slice(0, 200);

/** What failed in a file, a line each. */
const failures = ([where, result]) => {
  const tests = withStatus(result, 'failed').map(
    ({fullName, failureMessages}) => `${where}: ${fullName}: ${firstLine(failureMessages[0], '')}`,
  );
  return result.status === 'failed' && tests.length === 0 ? [`${where}: ${firstLine(result.message, 'broke')}`] : tests;
};

if (process.argv[2] === '--failed') {
  const failed = [...read(process.argv[3])].filter(file => failures(file).length > 0).map(([where]) => where);
  if (failed.length <= fewFiles) console.log(failed.join('\n'));
} else {
  const [, , file, code, againFile, againCode] = process.argv;
  const first = read(file);
  const again = againFile ? read(againFile) : new Map();
  const last = [...first, ...again].filter(([where, result]) => (again.get(where) ?? result) === result);
  const failed = last.flatMap(failures);
  const unexplained = (againCode ?? code) !== '0' && failed.length === 0 ? 1 : 0;
  for (const line of failed) console.error(line);
  for (const line of [...first].filter(([where]) => again.has(where)).flatMap(failures))
    console.error(`(the first time) ${line}`);
  console.log(last.flatMap(([, result]) => withStatus(result, 'passed')).length, failed.length + unexplained);
}
