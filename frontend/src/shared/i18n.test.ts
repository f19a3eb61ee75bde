import { effectScope, nextTick, watchEffect } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

type I18n = typeof import('./i18n')
let i18n: I18n
let scope = effectScope()

beforeEach(async () => {
  vi.resetModules()
  scope = effectScope()
  i18n = await import('./i18n')
})
afterEach(() => scope.stop())

/** How often something that shows `words` was drawn, and what it says. */
function shown(words: () => string): { times: number; says: string } {
  const found = { times: 0, says: '' }
  scope.run(() =>
    watchEffect(() => {
      found.times += 1
      found.says = words()
    }),
  )
  return found
}

test('what has its words is not drawn again when the words of others come', async () => {
  const title = shown(() => i18n.t('app.name'))

  await i18n.addWords(['home'])
  await nextTick()

  expect(title).toEqual({ times: 1, says: '安环' })
})

test('what waits for its words is drawn again when they come', async () => {
  const later = shown(() => i18n.t('AlertCondition.SILENT'))
  expect(later.says).toBe('AlertCondition.SILENT')

  await i18n.addWords(['home'])
  await nextTick()

  expect(later.says).toBe('数据中断')
})

test('the sentence of a code is there once its set has come', async () => {
  const refused = shown(() => i18n.refusal('INSPECTION_OVERDUE'))
  expect(refused.says).toContain('INSPECTION_OVERDUE')

  await i18n.addWords(['equipment.ledger'])
  await nextTick()

  expect(refused.says).toBe('检验已超期，写明为什么可以运行')
})

test('another language draws everything again, figures and words that came later too', async () => {
  await i18n.addWords(['home'])
  const title = shown(() => i18n.t('AlertCondition.SILENT'))
  const count = shown(() => i18n.figure(12345.678, 2))
  expect([title.says, count.says]).toEqual(['数据中断', '12,345.68'])

  await i18n.setLocale('en')
  await nextTick()

  expect([title.says, count.says]).toEqual(['No data', '12,345.68'])
})

test('words that come while the language is switched are of the new one', async () => {
  await Promise.all([i18n.addWords(['home']), i18n.setLocale('en')])

  expect(i18n.t('AlertCondition.SILENT')).toBe('No data')
})

test('a figure has as many decimals as asked for, whoever asked before', () => {
  expect([1, 0, 3, 1].map((digits) => i18n.figure(2.34567, digits))).toEqual(['2.3', '2', '2.346', '2.3'])
})

test('what is joined is joined as the language of the person writes it', async () => {
  const joined = (): string[] => [i18n.pair('a', 'b'), i18n.pair('a', ''), i18n.listed(['a', 'b']), i18n.clauses(['a', 'b'])]
  expect(joined()).toEqual(['a：b', 'a', 'a、b', 'a；b'])

  await i18n.setLocale('en')

  expect(joined()).toEqual(['a: b', 'a', 'a, b', 'a; b'])
})
