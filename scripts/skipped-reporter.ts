import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Says by name what was skipped, at the end, so that nothing is skipped silently. The name holds the reason. Also
 * writes it to the file that SEATRIAL_SKIPPED_LIST names, for a job that has more to say before its own end.
 */
export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap(module =>
      [...module.children.allTests('skipped')].map(
        test => `  ${module.relativeModuleId}: ${test.fullName}\n`,
      ),
    );
    if (skipped.length > 0) console.log(`\nskipped here, by name:\n${skipped.join('')}`);
    const list = process.env['SEATRIAL_SKIPPED_LIST'];
    if (list) writeFileSync(list, skipped.join(''));
  }
}
