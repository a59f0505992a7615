export declare const isStatic: (bytes: Buffer) => boolean;
export declare const tarOf: (name: string, bytes: Buffer) => Buffer;
