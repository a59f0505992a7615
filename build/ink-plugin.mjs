// Four edits to Ink and Yoga at bundling time. Each fails loudly when an upgrade changes the text it looks for.
import fs from 'node:fs/promises';
import path from 'node:path';

const edit = (text, from, to, what) => {
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${what} has changed: build/ink-plugin.mjs no longer finds ${from}`);
  return edited;
};
const read = file => fs.readFile(file, 'utf8');

export const inkPlugin = {
  name: 'ink',
  setup(build) {
    // Yoga decodes its WebAssembly through fetch(), which loads undici (15 ms, 10 MB), and awaits it at top level, which CommonJS forbids.
    build.onLoad({filter: /yoga-wasm-base64-esm\.js$/}, async args => {
      let text = await read(args.path);
      text = edit(text, 'function wa(){', 'function wa(){return Buffer.from(H.slice(37),"base64");', 'yoga-layout');
      text = edit(
        text,
        'if(h.instantiateWasm)',
        'if(1){a(new WebAssembly.Instance(new WebAssembly.Module(wa()),d));return{}}if(h.instantiateWasm)',
        'yoga-layout',
      );
      return {contents: edit(text, 'var _scriptDir = import.meta.url;', 'var _scriptDir="";', 'yoga-layout'), loader: 'js'};
    });
    build.onLoad({filter: /yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/}, async args => ({
      loader: 'js',
      contents: edit(
        await read(args.path),
        'wrapAssembly(await loadYoga())',
        '(()=>{const m={};loadYoga(m);return wrapAssembly(m)})()',
        'yoga-layout',
      ),
    }));
    // Ink's development blocks await their imports at top level.
    build.onLoad({filter: /ink[\\/]build[\\/]reconciler\.js$/}, async args => ({
      loader: 'js',
      contents: edit(await read(args.path), /if \(process\.env\['DEV'\] === 'true'\) \{[\s\S]*?\n\}\n/g, '', 'ink'),
    }));
    // Ink's output stage makes an object of every cell in every frame; ours keeps rows as strings (see the file) and falls back to Ink's.
    const own = path.resolve('source/terminal/fast-output.ts');
    const output = path.resolve('node_modules/ink/build/output.js');
    build.onResolve({filter: /^\.\/output\.js$/}, args =>
      path.dirname(args.importer) === path.dirname(output) ? {path: own} : null,
    );
    // string-width takes every string apart into graphemes; most of ours are made of characters that take one cell each.
    const widths = path.resolve('source/terminal/string-width.ts');
    build.onResolve({filter: /^string-width$/}, args =>
      args.importer === widths || args.namespace === 'plain' ? null : {path: widths},
    );
    // Ink writes a changed line from its first difference to its end; ours writes the cells that differ, and joins steps over lines.
    const lineDiff = path.resolve('source/terminal/line-diff.ts');
    build.onLoad({filter: /ink[\\/]build[\\/]log-update\.js$/}, async args => {
      const text = edit(await read(args.path), "'./line-update.js'", JSON.stringify(lineDiff), 'ink');
      const joined = edit(text, "stream.write(buffer.join(''))", "stream.write(joinSteps(buffer.join('')))", 'ink');
      return {contents: `import {joinSteps} from ${JSON.stringify(lineDiff)};\n${joined}`, loader: 'js'};
    });
    build.onResolve({filter: /^ink:output$/}, () => ({path: output}));
    // cli-highlight asks for all 190 languages; we show five.
    build.onResolve({filter: /^highlight\.js$/}, () => ({path: path.resolve('build/highlight.cjs')}));
  },
};
