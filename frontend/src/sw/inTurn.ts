import { soon } from '@/shared/soon'

/** How long one waits for the one before it, ms: whatever hangs keeps no alert from the screen. */
const PATIENCE = 3000
let last: Promise<unknown> = Promise.resolve()

/**
 * Shows notifications, and reads the list of them, one after the other. Chromium drops the record of one that is being
 * shown while somebody reads the list: it stays on the screen, and a tap on it does nothing.
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = soon(last, undefined, PATIENCE).then(work)
  last = mine.catch(() => undefined)
  return mine
}
