import 'fake-indexeddb/auto'
import { webcrypto } from 'node:crypto'

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
