import { beforeAll, expect, test } from 'vitest'
import { AlertState, type Tier } from '@/graphql/generated/enums'
import { isFormer, isHot, isRedAlert } from './alertState'
import { setLocale, addWords } from '@/shared/i18n'
import { dueOf } from './due'
import { formerWords } from './history'

beforeAll(() => addWords(['home']))

const fallen = { tier: 'YELLOW' as Tier, rank: 'RED' as Tier }

test('an unanswered red is red whatever the gas does, tinted, and shelved by officers only', () => {
  expect(AlertState.map((state) => [state, isFormer({ ...fallen, state }), isHot({ ...fallen, state })])).toEqual([
    ['UNACKNOWLEDGED', true, true],
    ['ACKNOWLEDGED', false, true],
    ['RTN_UNACKNOWLEDGED', true, true],
    ['NORMAL', false, false],
  ])
  expect(isRedAlert({ ...fallen, state: 'RTN_UNACKNOWLEDGED' })).toBe(true)
})

test('beside its present value stands what it was, and since when it is back', () => {
  expect(formerWords({ ...fallen, state: 'UNACKNOWLEDGED', normalAt: null })).toContain('红色')
  expect(formerWords({ ...fallen, state: 'RTN_UNACKNOWLEDGED', normalAt: '2026-11-26T02:41:00Z' })).toContain('已恢复')
  expect(formerWords({ tier: 'RED', rank: 'RED', state: 'UNACKNOWLEDGED', normalAt: null })).toBeNull()
})

test('in English no space stands before the comma behind a tier', async () => {
  await setLocale('en')

  expect(formerWords({ ...fallen, state: 'UNACKNOWLEDGED', normalAt: null })).toBe('was red, nobody responded')
  await setLocale('zh')
})

test('an answered alert is due when its case is, as count and list have it', () => {
  const days = { acknowledgeDueAt: '2026-11-26T02:00:00Z', disposeDueAt: '2026-11-27T02:00:00Z', recheckDueAt: null }
  const found = {
    state: 'ACKNOWLEDGED' as const,
    acknowledgeDueAt: '2026-11-26T02:05:00Z',
    case: { state: 'IN_DISPOSAL' as const, ...days },
  }

  expect(dueOf(found)).toBe(days.disposeDueAt)
  expect(dueOf({ ...found, state: 'RTN_UNACKNOWLEDGED' })).toBe('2026-11-26T02:05:00Z')
  expect(dueOf({ ...found, case: null })).toBeNull()
})
