import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/deploy/real/*.test.ts'],
    reporters: ['default', './tests/deploy/real/fault-table.ts', './tests/closing-line.ts'],
    globalSetup: ['tests/deploy/real/setup.ts'],
    // One engine and one server for all: what one test leaves is what the next one finds.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    env: { NO_COLOR: '1' },
  },
})
