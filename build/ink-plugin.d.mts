import type {Plugin} from 'esbuild';

export declare const inkPlugin: Plugin;
