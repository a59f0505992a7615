import type {Metafile} from 'esbuild';

export declare const writeLicences: (metafile: Metafile, target: string) => Promise<void>;
