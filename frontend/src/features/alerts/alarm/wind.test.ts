import { expect, test } from 'vitest'
import { eighthOf, windOf } from './wind'

const NOW = Date.parse('2026-11-27T06:00:00Z')
const source = (value: number, ageSeconds: number, unit = 'm/s') => ({
  id: '1',
  unit,
  state: 'IN_SERVICE' as const,
  latest: { sampledAt: new Date(NOW - 1000 * ageSeconds).toISOString(), value },
  indicator: { id: 'i', silentAfterSeconds: 60 },
})

test('degrees become the eighth of the compass that they lie in', () => {
  expect([0, 22, 23, 90, 180, 292, 315, 338, 359, 360, -45].map(eighthOf)).toEqual([0, 0, 1, 2, 4, 6, 7, 0, 0, 0, 7])
})

test('wind is shown with where it comes from, where both are seen', () => {
  expect(windOf({ speed: source(3.2, 5), direction: source(315, 5, '°') }, NOW)).toMatchObject({ value: 3.2, isBlind: false, from: 7 })
})

test('an old direction is none: it would send people into the cloud', () => {
  expect(windOf({ speed: source(3.2, 5), direction: source(315, 3600, '°') }, NOW)).toMatchObject({ isBlind: false, from: null })
})

test('an old speed is hatched, and no source is no line', () => {
  expect(windOf({ speed: source(3.2, 3600), direction: null }, NOW)).toMatchObject({ isBlind: true })
  expect(windOf({ speed: null, direction: source(315, 5, '°') }, NOW)).toBeNull()
  expect(windOf(null, NOW)).toBeNull()
})
