// Writes help and the table of keys into readme.md from the tables that the program uses. `--check` only says whether it is up to date.
import fs from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {importSource} from './import-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const cell = text => text.replaceAll('|', '\\|');

/** Markdown: one table for each heading of help. */
const keysMarkdown = ({table, keyName}) => {
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

const marks = name => [`<!-- ${name}: written by \`npm run readme\` -->`, `<!-- /${name} -->`];

/** The text with what stands between the marks replaced. */
const filled = (text, name, content) => {
  const [begin, end] = marks(name);
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`readme.md has no ${begin} … ${end}`);
  return `${before}${begin}\n${content}\n${end}${after}`;
};

const readme = await fs.readFile('readme.md', 'utf8');
const found = await importSource(
  "export {table, keyName} from './source/ui/keys/table.js'; export {help} from './source/help.js';",
);
const wanted = filled(filled(readme, 'keys', keysMarkdown(found)), 'help', `\`\`\`\n${found.help().trim()}\n\`\`\``);
if (!process.argv.includes('--check')) await fs.writeFile('readme.md', wanted);
else if (wanted !== readme) {
  console.error('readme.md is behind the tables of keys and flags: npm run readme');
  process.exitCode = 1;
}
