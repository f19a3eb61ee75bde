import { expect, it } from 'vitest'
import { isOnTime, keepsData, showsMessages, silent } from './checks'

const AT = '2026-11-24T08:31:00Z'

it('a browser counts by what it has shown last, not by what it was sent', () => {
  expect(showsMessages(undefined)).toBe('OPEN')
  expect(showsMessages({ silentSince: null, lastShownAt: null })).toBe('OPEN')
  expect(showsMessages({ silentSince: null, lastShownAt: AT })).toBe('GOOD')
  expect(showsMessages({ silentSince: AT, lastShownAt: '2026-11-20T08:00:00Z' })).toBe('BAD')
})

it('data that the browser may clear is not safe, and not lost', () => {
  expect([keepsData(true), keepsData(false), keepsData(null)]).toEqual(['GOOD', 'OPEN', 'OPEN'])
})

it('a clock that is two minutes off either way is wrong', () => {
  expect([null, 1_000, -120_000, 120_001, -300_000].map(isOnTime)).toEqual(['OPEN', 'GOOD', 'GOOD', 'BAD', 'BAD'])
})

it('of silent phones the one that is silent longest is spoken of, and no desk', () => {
  const desk = { isInHand: false, silentSince: '2026-11-01T00:00:00Z' }
  const older = { isInHand: true, silentSince: AT }
  const newer = { isInHand: true, silentSince: '2026-11-26T00:00:00Z' }

  expect(silent([desk, newer, older, { isInHand: true, silentSince: null }])).toBe(older)
  expect(silent([desk])).toBeUndefined()
})
