/** Fetches at once: half of the connections that a browser opens to a server; the others are for the person who looks at the app. */
const AT_ONCE = 3

/**
 * Puts files that a cache lacks into it, a few at a time. Workbox fetches one after another: 500 files take 500 round trips, over a
 * minute where one takes 150 ms, and for so long the app does not open without a network. A file that fails is left to whoever comes after.
 */
export async function fill(cache: Cache, urls: readonly string[], get: (url: string) => Promise<Response>): Promise<void> {
  const left = [...urls]
  async function fetchNext(): Promise<void> {
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      if (await cache.match(url)) continue
      const response = await get(url).catch(() => null)
      if (response?.ok) await cache.put(url, response)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext))
}
