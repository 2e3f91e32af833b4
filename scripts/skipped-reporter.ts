import type { Reporter, TestModule } from 'vitest/node';

/** Says by name what was skipped, at the end, so that nothing is skipped silently. The name holds the reason. */
export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap(module =>
      [...module.children.allTests('skipped')].map(test => `  ${module.relativeModuleId}: ${test.fullName}`),
    );
    if (skipped.length > 0) console.log(`\nskipped here, by name:\n${skipped.join('\n')}\n`);
  }
}
