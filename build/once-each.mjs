// esbuild makes of each module that is required a namespace object for each module that imports it: fifty of React, fifteen of `process`
// with its hundred names. That is 5,000 getters at every start, 4 ms; one object of each module does the same.

/** esbuild's helper, as it minifies it: (module, whether it is imported as Node does, the namespace). */
const helper =
  /([\w$]+)=(\(([\w$]+),([\w$]+),([\w$]+)\)=>\(\5=\3!=null\?[^;]*?"default",\{value:\3,enumerable:!0\}\):\5,\3\)\))/g;

/** The bundle's text with a helper that keeps what it made. Throws when esbuild's is not there exactly once. */
export const onceEach = text => {
  const found = [...text.matchAll(helper)];
  if (found.length !== 1) throw new Error(`build/once-each.mjs finds esbuild's __toESM ${found.length} times`);
  const [[whole, name, made]] = found;
  const keeping = `(made=>{
const kept=[new WeakMap(),new WeakMap()];
return (module,asNode)=>{
const known=kept[asNode?1:0];
let namespace=known.get(module);
if(!namespace){namespace=made(module,asNode);if(Object(module)===module)known.set(module,namespace)}
return namespace}})`.replaceAll('\n', '');
  return text.replace(whole, () => `${name}=${keeping}(${made})`);
};
