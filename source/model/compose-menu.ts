import type {ComposeAction} from './compose-request.js';
import {isDown} from './compose-request.js';

interface Entry {
  readonly action: ComposeAction;
  readonly label: string;
  readonly does: string;
}

const ofStack: readonly Entry[] = [
  {action: 'up', label: 'up', does: 'create what is missing, recreate what changed'},
  {action: 'up-build', label: 'up --build', does: 'the same, images built first'},
  {action: 'pull-up', label: 'pull and up', does: 'the same, images pulled first'},
  {action: 'recreate', label: 'restart changed', does: 'only services that run: recreate what changed'},
  {action: 'scale', label: 'scale', does: 'how many containers a service has'},
  {action: 'run', label: 'run', does: 'a command in a new container of a service'},
  {action: 'config', label: 'config', does: 'what compose makes of its files'},
  {action: 'down', label: 'down', does: 'remove containers and networks; volumes stay'},
  {action: 'down-volumes', label: 'down -v', does: 'and the volumes: their data is lost'},
  {action: 'down-images', label: 'down --rmi all', does: 'and the images; volumes stay'},
];

const ofService: readonly Entry[] = [
  {action: 'up', label: 'up', does: 'create it, or recreate it where it changed'},
  {action: 'up-build', label: 'build and up', does: 'the same, its image built first'},
  {action: 'pull-up', label: 'pull and up', does: 'the same, its image pulled first'},
  {action: 'scale', label: 'scale', does: 'how many containers it has'},
  {action: 'run', label: 'run', does: 'a command in a new container of it'},
];

/** A line of the menu, without what only the tool and the files tell. */
export interface MenuEntry extends Entry {
  readonly danger: boolean;
}

/** What compose can be asked for, for a whole stack or for one of its services. */
export const composeMenu = (service: string | null): readonly MenuEntry[] =>
  (service === null ? ofStack : ofService).map(entry => ({...entry, danger: isDown(entry.action)}));
