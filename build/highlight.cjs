// highlight.js with the languages that stacktop shows, instead of all of them (1 MB less in the bundle).
const hljs = require('highlight.js/lib/core');
for (const [name, language] of [
  ['json', require('highlight.js/lib/languages/json')],
  ['yaml', require('highlight.js/lib/languages/yaml')],
  ['sql', require('highlight.js/lib/languages/sql')],
  ['bash', require('highlight.js/lib/languages/bash')],
  ['ini', require('highlight.js/lib/languages/ini')],
]) {
  hljs.registerLanguage(name, language);
}
module.exports = hljs;
