import { expect, test } from 'vitest'
import { ANYTHING, isNarrowed, question } from './question'

test('nothing chosen asks for everything', () => {
  expect(question(ANYTHING)).toEqual({ query: '', filter: { outcomes: null, tiers: null, fromAt: null, toAt: null } })
  expect(isNarrowed(ANYTHING)).toBe(false)
})

test('a day is asked for from its midnight to the next one, where the person is', () => {
  const { filter } = question({ ...ANYTHING, query: ' 垫片 ', from: '2026-11-24', to: '2026-11-30' })

  expect(filter?.fromAt).toBe(new Date(2026, 10, 24).toISOString())
  expect(filter?.toAt).toBe(new Date(2026, 11, 1).toISOString())
})

test('words are trimmed, outcome and tier are lists of one', () => {
  const wanted = { ...ANYTHING, query: ' 垫片 ', outcome: 'RESOLVED', tier: 'RED' } as const

  expect(question(wanted)).toMatchObject({ query: '垫片', filter: { outcomes: ['RESOLVED'], tiers: ['RED'] } })
  expect(isNarrowed(wanted)).toBe(true)
})
