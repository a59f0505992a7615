import {expect, test} from 'vitest';
import {commands, usageOf} from '../../source/commands/command-table.js';
import {type Flag, flags, flagsOf} from '../../source/commands/flags.js';
import {help, helpOf} from '../../source/help.js';

test('the help names every command and every flag, within 132 columns', () => {
  const text = help();
  for (const command of commands) expect(text).toContain(`  ${usageOf(command)}  `);
  for (const {long} of flags) expect(text).toMatch(new RegExp(`--${long}\\b`));
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(132);
});

test.each(commands.filter(({name}) => name !== 'top'))('the help of $name has its own flags, and no others', ({name}) => {
  const text = helpOf(name);
  expect(text).toContain(`stacktop ${name}`);
  for (const flag of flags.filter((one: Flag) => one.on !== undefined))
    expect(new RegExp(`--${flag.long}\\b`).test(text.replace(/^Without a terminal.*$/m, ''))).toBe(flagsOf(name).includes(flag));
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(150);
});

test('no two flags share a name or a letter', () => {
  const names = flags.flatMap((flag: Flag) => [flag.long, ...(flag.short ? [flag.short] : [])]);
  expect(new Set(names).size).toBe(names.length);
});
