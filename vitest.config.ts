import { defineConfig } from 'vitest/config'

/** Tests that need database servers run by `npm run test:services`, the others by `npm test`. */
const SERVERS = 'test/services/**/*.test.ts'
const files = process.env.SERVICES === '1' ? { include: [SERVERS] } : { include: ['test/**/*.test.ts'], exclude: [SERVERS] }

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  // As Node.js itself resolves it: with the bundlers' entry there would be two copies of graphql in one process, which it refuses.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  // A poll tells what happens from what never does; how soon is the machine's affair.
  test: { ...files, expect: { poll: { timeout: 20_000 } }, testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks', maxWorkers: 2 },
})
