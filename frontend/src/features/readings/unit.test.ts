import { expect, test } from 'vitest'
import { setLocale } from '@/shared/i18n'
import { unitOf, withUnit } from './value'

test('people are counted in the words of the page, and symbols stay as they are', async () => {
  for (const [locale, word] of [
    ['en', 'people'],
    ['zh', '人'],
  ] as const) {
    await setLocale(locale)
    expect(['人', '%LEL', ''].map(unitOf)).toEqual([word, '%LEL', ''])
    expect([withUnit(12, '人'), withUnit(25, '%LEL')]).toEqual([`12\u00a0${word}`, '25\u00a0%LEL'])
  }
})
