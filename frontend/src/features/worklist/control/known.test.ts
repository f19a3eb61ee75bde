import { expect, test } from 'vitest'
import { wasKnown } from './known'

const NOW = Date.parse('2026-11-27T12:00:00Z')

test('a site is compared with a time only if it was there', () => {
  expect(wasKnown('2026-10-01T00:00:00Z', 30, NOW)).toBe(true)
  expect(wasKnown('2026-11-20T00:00:00Z', 30, NOW)).toBe(false)
  expect(wasKnown(null, 30, NOW)).toBe(false)
})
