// Writes the table of keys into readme.md from the one table that the program uses. `--check` only says whether it is up to date.
import fs from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** The key table's own module, bundled into memory. */
const keyTable = async () => {
  const result = await build({
    stdin: {contents: "export {table, keyName} from './source/ui/keys/table.js';", resolveDir: root, loader: 'ts'},
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external: ['ink', 'react'],
    jsx: 'automatic',
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
};

const cell = text => text.replaceAll('|', '\\|');

/** Markdown: one table for each heading of help. */
export const keysMarkdown = async () => {
  const {table, keyName} = await keyTable();
  const groups = [...new Set(table.map(binding => binding.group))];
  return groups
    .map(group => {
      const rows = table
        .filter(binding => binding.group === group)
        .map(
          binding =>
            `| ${binding.keys.map(key => `\`${cell(keyName(key))}\``).join(' ')} | ${binding.screens.join(', ')} | ${cell(binding.does)} |`,
        );
      return `**${group}**\n\n| key | screen | does |\n|---|---|---|\n${rows.join('\n')}`;
    })
    .join('\n\n');
};

const begin = '<!-- keys: written by `npm run readme` -->';
const end = '<!-- /keys -->';

const readme = await fs.readFile('readme.md', 'utf8');
const [before, rest] = readme.split(begin);
const after = rest?.split(end)[1];
if (after === undefined) throw new Error(`readme.md has no ${begin} … ${end}`);
const wanted = `${before}${begin}\n${await keysMarkdown()}\n${end}${after}`;
if (!process.argv.includes('--check')) await fs.writeFile('readme.md', wanted);
else if (wanted !== readme) {
  console.error('readme.md is behind the table of keys: npm run readme');
  process.exitCode = 1;
}
