import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setLocale, addWords } from '@/shared/i18n'
import { causeSentence, type Cause } from './cause'
import { causeOf } from './history'

const HIGH: Cause = { condition: 'LIMIT_HIGH', value: 42.34, limit: 25, unit: '%LEL', sampledAt: '2026-11-24T02:32:00Z', lastedSeconds: 0 }

beforeAll(() => addWords(['home']))
afterEach(() => setLocale('zh'))

describe('the sentence why an alert was raised', () => {
  it('names value, tier, limit and unit in Chinese', () => {
    expect(causeSentence(HIGH, 'ORANGE')).toBe('42.3\u00a0%LEL，高于橙色上限 25\u00a0%LEL')
  })

  it('names the same in English', async () => {
    await setLocale('en')
    expect(causeSentence(HIGH, 'ORANGE')).toBe('42.3\u00a0%LEL, above the orange limit of 25\u00a0%LEL')
    expect(causeSentence({ ...HIGH, condition: 'LIMIT_LOW', value: 17.9, limit: 19.5, unit: '%VOL' })).toBe(
      '17.9\u00a0%VOL, below the limit of 19.5\u00a0%VOL',
    )
  })

  it('says how long it had held when the delay was longer than a second', () => {
    expect(causeSentence({ ...HIGH, lastedSeconds: 65 })).toBe('42.3\u00a0%LEL，高于上限 25\u00a0%LEL，已持续 1 分钟')
  })

  it('says since when a silent source has sent nothing', () => {
    expect(causeSentence({ ...HIGH, condition: 'SILENT', value: null, limit: null })).toMatch(/^自 11-2\d \d\d:32 起没有收到数据$/)
  })

  it('keeps the decimals that small values need', () => {
    expect(causeSentence({ ...HIGH, value: 0.387, limit: 0.35, unit: 'MPa' })).toContain('0.387')
  })

  it('lets what a camera saw speak for itself', () => {
    const observed = { sentence: { zh: '罐区：未戴安全帽（置信度 92%）', en: 'Tank farm: No helmet (92 % sure)' } }
    expect(causeSentence({ ...HIGH, condition: 'EVENT', value: null, limit: null, observed })).toBe('罐区：未戴安全帽（置信度 92%）')
  })
})

describe('the sentence beside the colour of an alert', () => {
  it('is that of its tier while it is as bad as it was', () => {
    expect(causeOf({ tier: 'ORANGE', worstTier: 'ORANGE', cause: HIGH })).toBe(causeSentence(HIGH))
  })

  it('stands apart, with its own tier and time, where the alert has calmed down since', () => {
    expect(causeOf({ tier: 'YELLOW', worstTier: 'ORANGE', cause: HIGH }, 'ORANGE')).toMatch(
      /^最高橙色（11-2\d \d\d:32）：42\.3\u00a0%LEL，高于橙色上限 25\u00a0%LEL$/,
    )
  })

  it('says its time where nobody knows whether that was the worst', () => {
    const sentence = /^11-2\d \d\d:32：42\.3\u00a0%LEL，高于上限 25\u00a0%LEL$/
    expect(causeOf({ tier: 'YELLOW', worstTier: 'RED', cause: HIGH })).toMatch(sentence)
    expect(causeOf({ tier: 'ORANGE', worstTier: 'RED', cause: HIGH }, 'ORANGE')).not.toContain('最高')
  })
})
