import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.test.ts', 'targets/**/*.test.ts'],
    reporters: ['default', './scripts/skipped-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
