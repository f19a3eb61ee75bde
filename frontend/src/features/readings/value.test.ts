import { expect, test } from 'vitest'
import { setLocale } from '@/shared/i18n'
import { unitOf, withUnit } from './value'

test('people are counted in the words of the page, and symbols stay as they are', async () => {
  await setLocale('zh')
  expect(withUnit(9, '人')).toBe('9.00\u00a0人')
  await setLocale('en')
  expect(withUnit(9, '人')).toBe('9.00\u00a0people')
  expect([unitOf('%LEL'), unitOf('')]).toEqual(['%LEL', ''])
})
