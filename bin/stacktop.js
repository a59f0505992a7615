#!/usr/bin/env node
// The launcher, nothing else. Syntax of old Nodes, so that those are told in one line that they are too old.
'use strict';
var node = process.versions.node.split('.').map(Number);
if (node[0] < 20 || (node[0] === 20 && node[1] < 19)) {
  console.error(
    'stacktop: needs Node 20.19 or newer, this is ' +
      process.version +
      '. Install a newer one from nodejs.org or your package manager.',
  );
  process.exitCode = 2;
} else {
  require('./run.js');
}
