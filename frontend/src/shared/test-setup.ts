import 'fake-indexeddb/auto'
import { webcrypto } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll } from 'vitest'

if (!globalThis.crypto?.subtle) Object.defineProperty(globalThis, 'crypto', { value: webcrypto })

/** jsdom has no Web Locks; this one keeps the one promise we rely on: one holder at a time, first come first served. */
const queues = new Map<string, Promise<unknown>>()
const locks = {
  request<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = queues.get(name) ?? Promise.resolve()
    const run = before.then(work, work)
    queues.set(
      name,
      run.catch(() => undefined),
    )
    return run
  },
}
Object.defineProperty(navigator, 'locks', { value: locks, configurable: true })

window.matchMedia ??= (query: string) =>
  ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined }) as unknown as MediaQueryList

/** Transactions of the phone's database that have not ended. */
let open = 0
const begin = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (...of: Parameters<typeof begin>) {
  const tx = begin.apply(this, of)
  open += 1
  for (const end of ['complete', 'abort']) tx.addEventListener(end, () => (open -= 1))
  return tx
}

/** Turns without a transaction after which nobody begins another: one read, one written, one announced. */
const QUIET_TURNS = 10

/** What still writes when the last test of a file is over would find the browser gone; what waits for its time is not waited for. */
afterAll(async () => {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    await nextTurn()
    if (open > 0) quiet = 0
  }
})
