import { expect, test, vi } from 'vitest'

const isUnproven = vi.hoisted(() => ({ value: false }))
vi.mock('@/graphql/proof', () => ({ isUnproven }))
const { isPast, isStale } = await import('./stale')

const NOW = Date.parse('2026-11-27T06:00:00Z')
const source = (
  ageSeconds: number | null,
  silentAfterSeconds: number | null = 60,
  state: 'IN_SERVICE' | 'SILENT' | 'OUT_OF_SERVICE' = 'IN_SERVICE',
) => ({
  state,
  latest: ageSeconds === null ? null : { sampledAt: new Date(NOW - 1000 * ageSeconds).toISOString() },
  indicator: { silentAfterSeconds },
})

test('a value is old once it is older than its source may be silent, clocks apart', () => {
  expect(isStale(source(170), NOW)).toBe(false)
  expect(isStale(source(200), NOW)).toBe(true)
  expect(isStale(source(3600, 7200), NOW)).toBe(false)
  expect(isStale(source(500, null), NOW)).toBe(true)
})

test('a source that is silent, not in service or never sent is not seen, however young its last value', () => {
  expect(isStale(source(1, 60, 'SILENT'), NOW)).toBe(true)
  expect(isStale(source(1, 60, 'OUT_OF_SERVICE'), NOW)).toBe(true)
  expect(isStale(source(null), NOW)).toBe(true)
})

test('what sends events and no values is not blind for that', () => {
  expect(isStale({ state: 'IN_SERVICE', latest: null, indicator: null }, NOW)).toBe(false)
})

test('a phone whose clock is behind makes nothing old', () => {
  expect(isStale(source(-600), NOW)).toBe(false)
})

test('a value says what was there then once it is old, and where nothing is proven however young it is', () => {
  expect([isPast(source(1), NOW), isPast(source(200), NOW), isPast(source(null), NOW)]).toEqual([false, true, false])
  isUnproven.value = true
  expect([isPast(source(1), NOW), isPast(source(null), NOW)]).toEqual([true, false])
  isUnproven.value = false
})
