import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    // These run in namespaces of their own: npm run test:deploy.
    exclude: ['tests/deploy/real/**', '**/node_modules/**'],
    setupFiles: ['./tests/seed.ts'],
    // Spawned command lines take seconds on a two-core machine that runs other tests too.
    testTimeout: 60_000,
    env: { NO_COLOR: '1' },
  },
})
