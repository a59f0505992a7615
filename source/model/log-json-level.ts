import {type LogLevel, levelFromLetter, levelFromNumber, levelFromPriority, levelFromWord} from './log-level.js';

const level =
  /"(?:level|severity|lvl|loglevel|log\.level|levelname|@l|severity_text|SeverityText|Level|LEVEL|LogLevel|PRIORITY)"\s*:\s*(?:"([A-Za-z]{1,13})(?:[+-]\d+)?"|"?(\d{1,5})"?)/g;
/** loguru's own JSON. */
const loguru = /"level": ?\{[^}]{0,120}"name": ?"([A-Z]{3,8})"/;
/** Serilog leaves out the level that is usual. */
const serilog = /^\{"@t":/;
const mongo = /^\{"t":\{.{0,80}?"s":"([A-Z])/;

/** Whether a place in JSON is in its outermost object: braces inside of strings do not count. */
const isOutermost = (json: string, place: number): boolean => {
  const inner = json.indexOf('{', 1);
  if (inner === -1 || inner > place) return true;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < place; at += 1) {
    const code = json.charCodeAt(at);
    if (code === 0x5c && quoted) at += 1;
    else if (code === 0x22) quoted = !quoted;
    else if (!quoted && code === 0x7b) depth += 1;
    else if (!quoted && code === 0x7d) depth -= 1;
  }
  return depth === 1 && !quoted;
};

/** How far into a line its level is looked for. */
const searched = 32_768;

/** The level that a line of JSON names; of objects inside of it, none. */
export const levelOfJson = (line: string): LogLevel | null => {
  const json = line.length > searched ? line.slice(0, searched) : line;
  level.lastIndex = 0;
  for (let tries = 0; tries < 4; tries += 1) {
    const found = level.exec(json);
    if (!found) break;
    if (!isOutermost(json, found.index)) continue;
    if (found[1] !== undefined) return levelFromWord(found[1]) ?? (found[1].length === 1 ? levelFromLetter(found[1]) : null);
    const number = Number(found[2]);
    if (number >= 10) return levelFromNumber(number);
    // journald's and GELF's severities.
    return found[0].startsWith('"PRIORITY') || json.includes('"short_message"') ? levelFromPriority(number) : null;
  }
  const letter = mongo.exec(json)?.[1];
  if (letter !== undefined) return levelFromLetter(letter);
  if (serilog.test(json)) return 'info';
  const name = json.includes('"record":') ? loguru.exec(json)?.[1] : undefined;
  return name === undefined ? null : levelFromWord(name);
};

const ownLine = /^\s+"(?:level|severity|lvl|levelname)"\s*:\s*"([A-Za-z]{3,13})",?$/;

/** The level that a line of JSON names which goes over many lines. */
export const levelOfJsonLine = (line: string): LogLevel | null =>
  levelFromWord((line.length < 80 ? ownLine.exec(line)?.[1] : undefined) ?? '');
