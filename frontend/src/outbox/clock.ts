import { readMeta, writeMeta } from '@/shared/db'
import { clockOffset } from '@/shared/now'

/** What has to be added to the time of this phone to have that of the server, ms. */
export const CLOCK_OFFSET = 'clockOffset'
/** A difference below this is of no account, and nobody hears of it, ms. */
export const CLOCK_WRONG = 120_000

/** Compares the clock of this phone with the server's, whose answer says the time to the second. Keeps the difference, ms. */
export async function compareClocks(): Promise<number> {
  const before = (await readMeta<number>(CLOCK_OFFSET)) ?? 0
  clockOffset.value = before
  const asked = Date.now()
  // Without a body: one that nobody reads keeps its connection.
  const response = await fetch('/health/live', { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  const at = Date.parse(response?.headers.get('Date') ?? '')
  if (Number.isNaN(at)) return before
  const offset = Math.round(at + 500 - (asked + Date.now()) / 2)
  clockOffset.value = offset
  await writeMeta(CLOCK_OFFSET, offset)
  return offset
}
