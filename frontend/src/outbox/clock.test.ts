import { beforeEach, expect, test } from 'vitest'
import { effectScope } from 'vue'
import { forgetDatabase, readMeta, writeMeta } from '@/shared/db'
import { clockOffset, useNow } from '@/shared/now'
import { CLOCK_OFFSET, CLOCK_WRONG, compareClocks } from './clock'

beforeEach(forgetDatabase)

test('a phone that is five minutes slow knows it from the answer of the server', async () => {
  globalThis.fetch = async () => new Response('', { headers: { Date: new Date(Date.now() + 300_000).toUTCString() } })
  const offset = await compareClocks()

  expect(Math.abs(offset - 300_000)).toBeLessThan(2000)
  expect(offset).toBeGreaterThan(CLOCK_WRONG)
  expect(await readMeta(CLOCK_OFFSET)).toBe(offset)
})

test('without an answer what was found last counts, at first nothing', async () => {
  globalThis.fetch = async () => Promise.reject(new TypeError('away'))

  expect(await compareClocks()).toBe(0)
})

test('deadlines are counted by the clock of the server, also when the phone was opened without a network', async () => {
  await writeMeta(CLOCK_OFFSET, -900_000)
  globalThis.fetch = async () => Promise.reject(new TypeError('away'))
  await compareClocks()
  const scope = effectScope()
  const now = scope.run(() => useNow().value) ?? 0
  scope.stop()

  expect(clockOffset.value).toBe(-900_000)
  expect(Math.abs(now - (Date.now() - 900_000))).toBeLessThan(2000)
})
