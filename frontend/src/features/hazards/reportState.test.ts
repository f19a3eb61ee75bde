import { expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { reportTag } from './reportState'
import { stateWords } from './stateWords'

test('a report that has a case says how its case stands, one without says its own word', async () => {
  await addWords(['home'])
  expect(stateWords({ state: 'ACCEPTED', case: { state: 'OPEN' } })).toBe('待响应')
  expect(stateWords({ state: 'ACCEPTED', case: { state: 'AWAITING_RECHECK' } })).toBe('待复查')
  expect(stateWords({ state: 'SUBMITTED', case: null })).toBe('待响应')
  expect(reportTag({ state: 'ACCEPTED', case: { state: 'OPEN' } }).icon).toBe('alert')
})
