// `npm run bench`: what stacktop costs, beside what else is installed. Figures, never a verdict. bench/options.mjs says with what flags.
// `npm run bench -- logs`: what a flood of log lines costs; bench/logs.mjs says with what flags.
// `npm run bench -- frame`: what a sample, an event, a key and a frame cost by themselves, at 30 to 5,000 containers.
// Exit: 0 measured, 1 something broke, 2 bad usage, 130 and 143 stopped by a signal.
import {parse, UsageError, usage} from './bench/options.mjs';
import {built, installed} from './ready.mjs';

const args = process.argv.slice(2);
const start = async () => {
  if (args[0] === 'logs' || args[0] === 'frame') {
    installed();
    await built();
    await import(`./bench/${args[0]}.mjs`);
    return 0;
  }
  const options = parse(args);
  if (options.help) {
    console.log(usage);
    return 0;
  }
  installed();
  await built();
  const {bench} = await import('./bench/run.mjs');
  return bench(options);
};

try {
  process.exit(await start());
} catch (error) {
  console.error(`bench: ${error.message}${error instanceof UsageError ? '; npm run bench -- --help tells more' : ''}`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
