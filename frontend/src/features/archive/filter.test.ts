import { expect, test } from 'vitest'
import { NO_FILTER, isNarrowed, queryOf } from './filter'

test('nothing chosen asks for everything', () => {
  expect(queryOf(NO_FILTER)).toEqual({ query: '', filter: { outcomes: null, tiers: null, fromAt: null, toAt: null } })
  expect(isNarrowed(NO_FILTER)).toBe(false)
})

test('a day is asked for from its midnight to the next one, where the person is', () => {
  const { filter } = queryOf({ ...NO_FILTER, query: ' 垫片 ', from: '2026-11-24', to: '2026-11-30' })

  expect(filter?.fromAt).toBe(new Date(2026, 10, 24).toISOString())
  expect(filter?.toAt).toBe(new Date(2026, 11, 1).toISOString())
})

test('words are trimmed, outcome and tier are lists of one', () => {
  const chosen = { ...NO_FILTER, query: ' 垫片 ', outcome: 'RESOLVED', tier: 'RED' } as const

  expect(queryOf(chosen)).toMatchObject({ query: '垫片', filter: { outcomes: ['RESOLVED'], tiers: ['RED'] } })
  expect(isNarrowed(chosen)).toBe(true)
})
