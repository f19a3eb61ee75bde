import { expect, test } from 'vitest'

/** The worker's own types know no page: it is loaded without them. */
const { fill } = (await import('./fill.ts' as string)) as {
  fill: (cache: unknown, urls: string[], get: (url: string) => Promise<unknown>) => Promise<void>
}

test('files of the app come three at a time; what is there is not fetched again, and one that fails stops no other', async () => {
  const kept = new Set(['/assets/there.js'])
  const cache = { match: async (url: string) => (kept.has(url) ? {} : undefined), put: async (url: string) => void kept.add(url) }
  const asked: string[] = []
  let running = 0
  let most = 0
  const get = async (url: string): Promise<unknown> => {
    asked.push(url)
    most = Math.max(most, (running += 1))
    await new Promise((resolve) => setTimeout(resolve))
    running -= 1
    if (url.endsWith('lost.js')) throw new TypeError('Failed to fetch')
    return { ok: !url.endsWith('gone.js') }
  }
  const more = Array.from({ length: 9 }, (_, n) => `/assets/${n}.js`)

  await fill(cache, ['/assets/there.js', '/assets/lost.js', '/assets/gone.js', ...more], get)

  expect(most).toBe(3)
  expect([...kept]).toEqual(['/assets/there.js', ...more])
  expect(asked).not.toContain('/assets/there.js')
})
