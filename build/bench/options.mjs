// What was asked for on the command line.

export const usage = `npm run bench -- [--short] [--containers 30,227,1000] [--no-crowd] [--demo [N]] [--rounds N] [--write]
npm run bench -- logs [--short] [--rate N] [--made] [--engine]

Measures the program beside the others that are installed. Without flags it makes containers of its own on the engine of this machine until
there are as many as asked for, and takes them away again; more than that carries is measured on an embedded engine. It takes twenty minutes,
and five more with each program that is installed to compare with.
  --containers LIST  with how many containers (30,227,1000)
  --no-crowd         on what runs already: no container is made
  --demo [N]         on the embedded engine alone, with N containers (30)
  --short            a minute: on what runs already, one round, shorter spans
  --rounds N         times that all programs take turns (3)
  --write            write bench/results.md`;

export class UsageError extends Error {}

const count = (flag, text) => {
  const value = Number(text);
  if (!/^\d+$/.test(text ?? '') || value < 1 || value > 5000)
    throw new UsageError(`${flag} takes a number from 1 to 5000, not ${text ?? 'nothing'}`);
  return value;
};

/** The options that `args` ask for. Throws UsageError with one line. */
export const parse = args => {
  const options = {short: false, crowd: true, sizes: [30, 227, 1000], demo: null, rounds: null, write: false, help: false};
  const rest = [...args];
  const wanted = flag => {
    if (rest.length === 0) throw new UsageError(`${flag} needs a value`);
    return rest.shift();
  };
  while (rest.length > 0) {
    const arg = rest.shift();
    const [flag, given] = arg.includes('=') ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg, null];
    if (flag === '--short') options.short = true;
    else if (flag === '--no-crowd') options.crowd = false;
    else if (flag === '--crowd') options.crowd = true;
    else if (flag === '--write') options.write = true;
    else if (flag === '--help' || flag === '-h') options.help = true;
    else if (flag === '--rounds') options.rounds = count(flag, given ?? wanted(flag));
    else if (flag === '--demo') options.demo = count(flag, given ?? ((rest[0] ?? '--').startsWith('--') ? '30' : rest.shift()));
    else if (flag === '--containers') options.sizes = (given ?? wanted(flag)).split(',').map(each => count(flag, each));
    else throw new UsageError(`there is no ${arg}`);
  }
  const sizes = options.demo === null ? [...new Set(options.sizes)].sort((a, b) => a - b) : [options.demo];
  return {...options, sizes, rounds: options.rounds ?? (options.short ? 1 : 3)};
};
