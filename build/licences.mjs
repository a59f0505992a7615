// The licence texts of every package that is in a bundle, as their licences ask.
import fs from 'node:fs';
import path from 'node:path';

/** The package folder that a bundled file belongs to, or null for our own files. */
const packageOf = file => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? null;

/** `metafiles` are esbuild's, one a bundle. */
export const writeLicences = async (metafiles, target) => {
  const folders = new Set(
    metafiles
      .flatMap(({outputs}) => Object.values(outputs))
      .flatMap(({inputs}) => Object.keys(inputs).filter(input => inputs[input].bytesInOutput > 0))
      .map(input => packageOf(input.replace(/^[a-z]+:/, '')))
      .filter(Boolean),
  );
  const notices = [...folders].map(folder => {
    const {name, version, license} = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = fs.readdirSync(folder).find(entry => /^(licen[cs]e|copying)/i.test(entry));
    const text = file ? fs.readFileSync(path.join(folder, file), 'utf8').trim() : `Licence: ${license ?? 'not stated'}`;
    return {name, notice: `${name} ${version} (${license ?? 'see below'})\n\n${text}`};
  });
  notices.sort((a, b) => a.name.localeCompare(b.name));
  const head = 'stacktop contains the packages below, each under its own licence.\n\n';
  fs.writeFileSync(target, `${head}${notices.map(({notice}) => notice).join(`\n\n${'-'.repeat(78)}\n\n`)}\n`);
};
