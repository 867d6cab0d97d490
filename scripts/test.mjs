// Parsed by any Node: says which version is needed before anything else is loaded.
const neededMajor = 22;
const major = Number(process.versions.node.split('.')[0]);

if (major < neededMajor) {
  console.error(
    `semascope: the tests need Node ${neededMajor} or newer, this is ${process.versions.node}. ` +
      'Run them with `npm test`: it brings its own Node.',
  );
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} else {
  const { runTests } = await import('./test/run-tests.ts');
  process.exitCode = await runTests(process.argv.slice(2));
}
