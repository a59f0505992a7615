import type {BuildOptions, BuildResult, Plugin} from 'esbuild';

export declare const kafkaOutside: Plugin;
export declare const buildKafkaChunk: <T extends BuildOptions>(settings: T) => Promise<BuildResult<T>>;
