import { expect, test } from 'vitest'
import { laterOf, nouns } from './nouns'

test('a noun that cannot be loaded takes nothing of the others with it', async () => {
  const all = await laterOf(() => true)
  nouns.push({ later: () => Promise.reject(new Error('no network')) })

  expect(await laterOf(() => true)).toEqual(all)
  expect(all.length).toBeGreaterThan(3)
})

test('a noun whose module is off has nothing for later', async () => {
  const withoutModules = await laterOf(() => false)

  expect(withoutModules.length).toBeLessThan((await laterOf(() => true)).length)
})
