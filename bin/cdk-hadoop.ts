#!/usr/bin/env node
import { run } from './commands/program';
import { endWithReader } from './commands/terminal';

endWithReader(process.stdout);
endWithReader(process.stderr);
void run(process.argv.slice(2)).then((code) => {
  // Not `process.exit`, which would cut off output that a pipe has not read yet.
  process.exitCode = code;
});
