/** The bundle's text, minified, with a helper that keeps the namespaces it made. Throws when esbuild's is not there exactly once. */
export declare const onceEach: (text: string) => string;
