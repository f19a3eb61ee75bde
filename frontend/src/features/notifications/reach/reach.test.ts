import { expect, it } from 'vitest'
import { meetsTarget, needsMending, part, percent, troubles } from './reach'

const AT = '2026-11-24T08:31:00Z'
const well = { ways: ['webpush'], silentSince: null, unverified: [], slow: [] }
const slow = [{ kind: null, times: 2, longestSeconds: 65 }]

it('whoever has no way, a silent device or an address that nobody verified has to be looked after', () => {
  expect(needsMending(well)).toBe(false)
  expect(needsMending({ ...well, ways: [] })).toBe(true)
  expect(needsMending({ ...well, silentSince: AT })).toBe(true)
  expect(needsMending({ ...well, unverified: ['PHONE'] })).toBe(true)
  expect(needsMending({ ...well, slow })).toBe(true)
})

it('counts whom nothing reaches apart from whose device is silent, or slow', () => {
  expect(troubles([well, { ...well, ways: [] }, { ways: ['sms'], silentSince: AT, slow }])).toEqual({ unreached: 1, silent: 1, slow: 1 })
})

it('meets its target only where both times are known and short enough', () => {
  const fast = { count: 100, isEnough: true, soon: 95, latest: 99, p50Seconds: 3, p95Seconds: 15, p99Seconds: 60 }

  expect(meetsTarget(fast)).toBe(true)
  expect(meetsTarget({ ...fast, p95Seconds: 15.1 })).toBe(false)
  expect(meetsTarget({ ...fast, p99Seconds: 61 })).toBe(false)
  expect(meetsTarget({ ...fast, p99Seconds: null })).toBe(false)
  expect(meetsTarget({ ...fast, isEnough: false, p95Seconds: null, p99Seconds: null })).toBe(null)
})

it('never rounds a share up to a target that it misses', () => {
  expect([percent(9496, 10_000), percent(19, 20), percent(0, 20), percent(20, 20)]).toEqual([94.9, 95, 0, 100])
})

it('is no share at all of nothing', () => {
  expect([part(0, 0), part(0, 4), part(3, 4)]).toEqual([null, 0, 0.75])
})
