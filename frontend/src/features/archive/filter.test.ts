import { expect, test } from 'vitest'
import { isNarrowed, queryOf, type Asked } from './filter'

const NOTHING: Asked = {
  words: [],
  from: [],
  to: [],
  outcome: [],
  tier: [],
  stage: [],
  area: [],
  equipment: [],
  department: [],
  person: [],
  source: [],
  condition: [],
  override: [],
}

test('an address without a filter asks for everything', () => {
  expect(queryOf(NOTHING)).toMatchObject({ query: '', filter: { outcomes: null, tiers: null, fromAt: null, toAt: null } })
  expect(isNarrowed(NOTHING)).toBe(false)
})

test('a day is asked for from its midnight to the next one, where the person is', () => {
  const { filter } = queryOf({ ...NOTHING, from: ['2026-11-24'], to: ['2026-11-30'] })

  expect(filter?.fromAt).toBe(new Date(2026, 10, 24).toISOString())
  expect(filter?.toAt).toBe(new Date(2026, 11, 1).toISOString())
})

test('what a figure of the key figures links to is asked for as it stands in the address', () => {
  const asked = { ...NOTHING, words: [' 垫片 '], outcome: ['FALSE_ALARM', 'DUPLICATE'], tier: ['RED', 'PURPLE'] }

  expect(queryOf(asked)).toMatchObject({ query: '垫片', filter: { outcomes: ['FALSE_ALARM', 'DUPLICATE'], tiers: ['RED'] } })
  expect(isNarrowed(asked)).toBe(true)
  expect(isNarrowed({ ...NOTHING, words: ['垫片'] })).toBe(false)
})
