// Edits to Ink and Yoga at bundling time. Each fails loudly when an upgrade changes the text or the file it looks for.
import fs from 'node:fs/promises';
import path from 'node:path';

const edit = (text, from, to, what) => {
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${what} has changed: build/ink-plugin.mjs no longer finds ${from}`);
  return edited;
};

/** The section of Yoga's WebAssembly that says how much memory it has: 256 pages of 64 KiB, which may become 32,768; and with 32. */
const yogaMemory = [Buffer.from('050701018002808002', 'hex'), Buffer.from('05070101a000808002', 'hex')];

/**
 * Yoga begins with 16 MiB, of which an app of a thousand boxes uses one. V8 counts them all against its heap, and collects it in the middle
 * of the start, for 12 ms. With 2 MiB it does so later; Yoga takes more when it needs it. Gives the WebAssembly, in base64.
 */
const withLessMemory = base64 => {
  const bytes = Buffer.from(base64, 'base64');
  const [from, to] = yogaMemory;
  const at = bytes.indexOf(from);
  if (at < 0 || bytes.includes(from, at + 1))
    throw new Error('yoga-layout has changed: build/ink-plugin.mjs does not find its memory');
  to.copy(bytes, at);
  return bytes.toString('base64');
};

const yogaWasm = 'yoga-layout: its WebAssembly, decoded without fetch';
const yogaIndex = 'yoga-layout: loaded without waiting';
const reconciler = 'ink: its reconciler without development blocks';
const widths = 'string-width: asked for by ours and by Ink';
const emoji = 'string-width: its expression for emoji';
const lineDiff = 'ink: how it writes changed lines';
const outputStage = 'ink: its output stage, ./output.js';
const frames = 'ink: when it draws frames';
const ourBase = 'ink: its own output stage below ours, ink:output';

export const inkPlugin = {
  name: 'ink',
  setup(build) {
    const missing = new Set();
    build.onStart(() => {
      for (const what of [yogaWasm, yogaIndex, reconciler, outputStage, widths, emoji, lineDiff, frames, ourBase])
        missing.add(what);
    });
    /** Loads a file with edits. */
    const load = (filter, what, edits) =>
      build.onLoad({filter}, async args => {
        missing.delete(what);
        return {loader: 'js', contents: edits(await fs.readFile(args.path, 'utf8'))};
      });
    // Yoga decodes its WebAssembly through fetch(), which loads undici (15 ms, 10 MB), and awaits it at top level, which CommonJS forbids.
    load(/yoga-wasm-base64-esm\.js$/, yogaWasm, text => {
      const small = edit(text, /(?<=base64,)[\w+/]{1000,}={0,2}/, withLessMemory, 'yoga-layout');
      const decoded = edit(small, 'function wa(){', 'function wa(){return Buffer.from(H.slice(37),"base64");', 'yoga-layout');
      const instant = edit(
        decoded,
        'if(h.instantiateWasm)',
        'if(1){a(new WebAssembly.Instance(new WebAssembly.Module(wa()),d));return{}}if(h.instantiateWasm)',
        'yoga-layout',
      );
      return edit(instant, 'var _scriptDir = import.meta.url;', 'var _scriptDir="";', 'yoga-layout');
    });
    load(/yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/, yogaIndex, text =>
      edit(text, 'wrapAssembly(await loadYoga())', '(()=>{const m={};loadYoga(m);return wrapAssembly(m)})()', 'yoga-layout'),
    );
    // Ink's development blocks await their imports at top level.
    load(/ink[\\/]build[\\/]reconciler\.js$/, reconciler, text =>
      edit(text, /if \(process\.env\['DEV'\] === 'true'\) \{[\s\S]*?\n\}\n/g, '', 'ink'),
    );
    // Ink's output stage makes an object of every cell in every frame; ours keeps rows as strings (see the file) and falls back to Ink's.
    const own = path.resolve('source/terminal/fast-output.ts');
    const output = path.resolve('node_modules/ink/build/output.js');
    build.onResolve({filter: /^\.\/output\.js$/}, args => {
      if (path.dirname(args.importer) !== path.dirname(output)) return null;
      missing.delete(outputStage);
      return {path: own};
    });
    // string-width takes every string apart into graphemes; most of ours are made of characters that take one cell each.
    const ownWidths = path.resolve('source/terminal/string-width.ts');
    build.onResolve({filter: /^string-width$/}, args => {
      if (args.importer === ownWidths || args.namespace === 'plain') return null;
      missing.delete(widths);
      return {path: ownWidths};
    });
    // Reading this expression takes 10 ms, for the list of all emoji; most screens have none.
    load(/node_modules[\\/]string-width[\\/]index\.js$/, emoji, text =>
      edit(
        text,
        /const rgiEmojiRegex = (.*);\n/,
        'let rgiEmoji;\nconst rgiEmojiRegex = {test: segment => (rgiEmoji ??= $1).test(segment)};\n',
        'string-width',
      ),
    );
    // Ink writes a changed line from its first difference to its end; ours writes the cells that differ, in fewer bytes.
    const ownLineDiff = path.resolve('source/terminal/line-diff.ts');
    load(/ink[\\/]build[\\/]log-update\.js$/, lineDiff, text => {
      const swapped = edit(text, "'./line-update.js'", JSON.stringify(ownLineDiff), 'ink');
      const lean = edit(swapped, "stream.write(buffer.join(''))", "stream.write(leanFrame(buffer.join('')))", 'ink');
      return `import {leanFrame} from ${JSON.stringify(path.resolve('source/terminal/lean-frame.ts'))};\n${lean}`;
    });
    // Ink draws a frame whatever the terminal has taken of the last one; ours come as fast as it takes them.
    const pacedFrames = path.resolve('source/terminal/paced-frames.ts');
    load(/ink[\\/]build[\\/]ink\.js$/, frames, text => {
      const paced = edit(
        text,
        /this\.hasPendingThrottledRender = true;\n\s*throttled\(\);/,
        'this.hasPendingThrottledRender = true;\npaceFrame(this.options.stdout, throttled);',
        'ink',
      );
      return `import {paceFrame} from ${JSON.stringify(pacedFrames)};\n${paced}`;
    });
    build.onResolve({filter: /^ink:output$/}, () => {
      missing.delete(ourBase);
      return {path: output};
    });
    // cli-highlight asks for all 190 languages; we show five.
    build.onResolve({filter: /^highlight\.js$/}, () => ({path: path.resolve('build/highlight.cjs')}));
    build.onEnd(({errors}) => {
      if (errors.length > 0) return null;
      return {errors: [...missing].map(what => ({text: `build/ink-plugin.mjs found nothing to edit for ${what}`}))};
    });
  },
};
