import { boot } from './boot.ts';
import { thisMachine } from './this-machine.ts';

try {
  process.exitCode = boot(process.argv.slice(2), thisMachine()).exit;
} catch {
  // Not even a line could be written, or there are no user ids here: what can't be checked is refused.
  process.exitCode = 2;
}
