import type {Member, MissingService, Stack} from './stack.js';

/**
 * A filter as it is typed: words that all have to fit. `text` and `!text` look at stack, name, service, image and `stack/service`;
 * `health=`, `state=`, `stack=`, `image=`, `label=` look at one thing (`!health=healthy` turns it around). Case does not matter.
 */
export type Filter = readonly Term[];

interface Term {
  readonly field: Field;
  readonly text: string;
  readonly not: boolean;
}
type Field = 'any' | 'health' | 'state' | 'stack' | 'image' | 'service' | 'label';

const isField = (name: string): name is Exclude<Field, 'any'> =>
  ['health', 'state', 'stack', 'image', 'service', 'label'].includes(name);

export const parseFilter = (typed: string): Filter =>
  typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '' && word !== '!')
    .map(word => {
      const not = word.startsWith('!');
      const bare = not ? word.slice(1) : word;
      const [, name, value] = /^([a-z]+)=(.*)$/.exec(bare) ?? [];
      return name !== undefined && value !== undefined && isField(name)
        ? {field: name, text: value, not}
        : {field: 'any', text: bare, not};
    });

const labelsOf = (member: Member): string =>
  Object.entries(member.container.labels)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

/** What a word without a field is looked for in, in small letters; kept, since each key of a filter looks at all containers. */
const texts = new WeakMap<Member, {readonly stack: string; readonly text: string}>();
const textOf = (member: Member, stack: Stack): string => {
  const known = texts.get(member);
  if (known?.stack === stack.name) return known.text;
  const {container, label} = member;
  const text =
    `${stack.name}\n${container.name}\n${container.service ?? ''}\n${container.image}\n${stack.name}/${label}`.toLowerCase();
  texts.set(member, {stack: stack.name, text});
  return text;
};

/** In small letters. */
const fieldOf = (field: Field, member: Member, stack: Stack): string => {
  if (field === 'any') return textOf(member, stack);
  return namedField(field, member, stack).toLowerCase();
};

const namedField = (field: Exclude<Field, 'any'>, member: Member, stack: Stack): string => {
  const {container} = member;
  switch (field) {
    case 'health':
      return member.status.kind === 'running' ? 'none running' : member.status.kind;
    case 'state':
      return container.state;
    case 'stack':
      return stack.name;
    case 'image':
      return container.image;
    case 'service':
      return container.service ?? container.name;
    case 'label':
      return labelsOf(member);
  }
};

/** `health=healthy` must not find `unhealthy`: these two fields are compared by their start, the others by what they contain. */
const fits = (field: Field, value: string, text: string): boolean =>
  field === 'health' || field === 'state' ? value.split(' ').some(word => word.startsWith(text)) : value.includes(text);

/** Whether a container passes. */
export const passes = (filter: Filter, member: Member, stack: Stack): boolean =>
  filter.every(term => fits(term.field, fieldOf(term.field, member, stack), term.text) !== term.not);

const missingFieldOf = (field: Field, {name}: MissingService, stack: Stack): string => {
  switch (field) {
    case 'health':
    case 'state':
      return 'missing';
    case 'stack':
      return stack.name;
    case 'service':
      return name;
    case 'image':
    case 'label':
      return '';
    default:
      return `${stack.name}\n${name}\n${stack.name}/${name}`;
  }
};

/** Whether a service without a container passes: its health and its state are `missing`, and it has neither image nor labels. */
export const passesMissing = (filter: Filter, missing: MissingService, stack: Stack): boolean =>
  filter.every(term => fits(term.field, missingFieldOf(term.field, missing, stack).toLowerCase(), term.text) !== term.not);
