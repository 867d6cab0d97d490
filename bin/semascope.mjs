#!/usr/bin/env node
/* Kept to what any Node can read, so that an old one says what is needed and does not crash. */
import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { createRequire } from 'module';
import { dirname, join } from 'path';
import { fileURLToPath, pathToFileURL } from 'url';

var root = join(dirname(fileURLToPath(import.meta.url)), '..');
var version = process.versions.node.split('.').map(Number);

function fail(message) {
  process.stderr.write(message + '\n');
  process.exit(1);
}

if (version[0] < 22 || (version[0] === 22 && version[1] < 12)) {
  fail(
    'Semascope needs Node 22.12 or newer; this is ' +
      process.versions.node +
      '. In a checkout, `npm start` and `npm run -s semascope -- COMMAND` bring their own.',
  );
}

function buildIfStale() {
  var builder = join(root, 'scripts/build.mjs');
  var state = join(root, 'scripts/build-state.mjs');
  if (!existsSync(builder) || !existsSync(join(root, 'src'))) return Promise.resolve();
  return import(pathToFileURL(state).href).then(function (module) {
    if (module.isFresh(root)) return;
    var built = spawnSync(process.execPath, [builder], { cwd: root, stdio: ['ignore', 2, 2] });
    if (built.status !== 0) process.exit(1);
  });
}

buildIfStale()
  .then(function () {
    var program = join(root, 'out/main/cli.cjs');
    if (!existsSync(program)) fail('Semascope is not built: ' + program + ' is missing. Run `npm ci`.');
    createRequire(import.meta.url)(program);
  })
  .catch(function (error) {
    fail(String((error && error.stack) || error));
  });
