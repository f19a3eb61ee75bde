import { expect, test } from 'vitest'
import { SHELVES, untilOf } from './durations'

const NOW = Date.parse('2026-11-24T08:00:00Z')

test('no alert is shelved for longer than a shift', () => {
  const longest = Math.max(...SHELVES.map((minutes) => Date.parse(untilOf(minutes, NOW) ?? '') - NOW))

  expect(longest).toBe(8 * 3_600_000)
})

test('an open end has no time', () => {
  expect(untilOf('open', NOW)).toBeNull()
})
