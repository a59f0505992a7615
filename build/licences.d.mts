import type {Metafile} from 'esbuild';

export declare const writeLicences: (metafiles: readonly Metafile[], target: string) => Promise<void>;
