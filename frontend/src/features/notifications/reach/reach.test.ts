import { expect, it } from 'vitest'
import { needsMending, part, troubles } from './reach'

const AT = '2026-11-24T08:31:00Z'
const well = { ways: ['webpush'], silentSince: null, unverified: [] }

it('whoever has no way, a silent device or an address that nobody verified has to be looked after', () => {
  expect(needsMending(well)).toBe(false)
  expect(needsMending({ ...well, ways: [] })).toBe(true)
  expect(needsMending({ ...well, silentSince: AT })).toBe(true)
  expect(needsMending({ ...well, unverified: ['PHONE'] })).toBe(true)
})

it('counts whom nothing reaches apart from whose device is silent', () => {
  expect(troubles([well, { ...well, ways: [] }, { ways: ['sms'], silentSince: AT }])).toEqual({ unreached: 1, silent: 1 })
})

it('is no share at all of nothing', () => {
  expect([part(0, 0), part(0, 4), part(3, 4)]).toEqual([null, 0, 0.75])
})
