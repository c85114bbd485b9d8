// Starts one of our TypeScript files, or says plainly which Node.js it needs: this file alone must parse on an old one.
import { pathToFileURL } from 'node:url'

const NEEDED = 24
const major = Number(process.versions.node.split('.')[0])
if (major < NEEDED) {
  console.error(
    `Switchyard needs Node.js ${NEEDED} or newer; this is ${process.versions.node}.\n` +
      'Run `npm ci` without --omit=optional and with install scripts allowed (the project brings its own Node.js as the package `node`),\n' +
      `or install Node.js ${NEEDED} or newer from https://nodejs.org.`,
  )
  process.exit(1)
}
const [, self, target, ...rest] = process.argv
if (target === undefined) {
  console.error('Usage: node run.mjs <file> [arguments]')
  process.exit(1)
}
process.argv = [process.argv[0] ?? self, target, ...rest]
await import(pathToFileURL(target).href)
