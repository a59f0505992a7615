import type {Container} from '../../model/container.js';
import {programName, splitWords} from '../words.js';

/** Programs that start others, and words of a shell before one. */
const wrapper =
  /^((docker-)?(entrypoint|entry-point|run|start|init|cmd)[\w-]*(\.sh)?|docker-\w+-entrypoint|__cacert_entrypoint\.sh|tini|dumb-init|catatonit|gosu|su-exec|exec|env|sudo|nice|ionice|setpriv|stdbuf|nohup|timeout|s6-\w+|(ba|a|da|z)?sh|-.*|\d+|while|until|if|then|do|else|true|!|\{)$/;

/** The first program that is no wrapper; the user that gosu becomes and variables are no programs. */
const firstProgram = (words: readonly string[]): string | null => {
  const names = words.map(programName);
  return (
    names.find(
      (name, at) =>
        name !== '' && !words[at]?.includes('=') && !wrapper.test(name) && !/^(gosu|su-exec)$/.test(names[at - 1] ?? ''),
    ) ?? null
  );
};

/** What a container starts: its entry point and command, the text of `sh -c` taken apart. */
export const programsOf = ({inspection}: Container): readonly string[] => {
  const words = [...(inspection?.entrypoint ?? []), ...(inspection?.command ?? [])];
  const shell = words.findIndex(word => /^(ba|a|da|z)?sh$/.test(programName(word)));
  const told = shell < 0 ? -1 : words.findIndex((word, at) => at > shell && /^-\w*c$/.test(word));
  const parts =
    told < 0 ? [words] : (words[told + 1] ?? '').split(/[;&|\n()]+/).map(part => splitWords(part) ?? part.trim().split(/\s+/));
  return parts.map(firstProgram).filter(name => name !== null); // what follows a program are its arguments
};
