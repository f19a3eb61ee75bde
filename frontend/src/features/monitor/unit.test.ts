import { expect, test } from 'vitest'
import { setLocale, withWords } from '@/shared/i18n'
import { unitOf } from './unit'

test('people are counted in the words of the page, and symbols stay as they are', async () => {
  await withWords(['sensors.monitor'], async () => undefined)
  for (const [locale, word] of [
    ['en', 'people'],
    ['zh', '人'],
  ] as const) {
    await setLocale(locale)
    expect(['人', '%LEL', ''].map(unitOf)).toEqual([word, '%LEL', ''])
  }
})
