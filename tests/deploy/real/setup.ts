import { furnish, makeKeys, startEngine, startRegistry, startSsh } from './daemons.ts'
import { makeBase, publish } from './images.ts'
import { sh } from './process.ts'
import { versions } from './versions.ts'

/** Starts the site before the first test; stops it after the last, also when tests failed. */
export async function setup(): Promise<() => Promise<void>> {
  if (!process.env.DEPLOY_SITE) throw new Error('these tests need namespaces of their own: npm run test:deploy')
  furnish()
  makeKeys()
  const daemons = [await startEngine()]
  try {
    daemons.push(await startRegistry(), await startSsh())
    makeBase()
    for (const { tag, ...images } of versions) publish(tag, images)
  } catch (error) {
    for (const daemon of daemons.reverse()) await daemon.stop()
    throw error
  }
  return async () => {
    const running = sh('docker', 'ps', '-aq').split('\n').filter(Boolean)
    if (running.length > 0) sh('docker', 'rm', '-f', ...running)
    for (const daemon of daemons.reverse()) await daemon.stop()
  }
}
