// `npm start`: ready, then the program in this very process, so that terminal and signals are its own.
import {createRequire} from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `stacktop: needs Node 20.19 or newer, this is ${process.version}. Install a newer one from nodejs.org or your package manager.`,
  );
  process.exitCode = 2;
} else {
  const {installed, built} = await import('./ready.mjs');
  installed();
  await built();
  process.env.STACKTOP_OR_DEMO = '1'; // no engine: fall to the demo engine, and say so
  createRequire(import.meta.url)('../bin/stacktop.js');
}
