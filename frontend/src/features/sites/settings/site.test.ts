import { beforeAll, describe, expect, it } from 'vitest'
import { addWords } from '@/shared/i18n'
import { changeWords, merged, type Draft } from './site'

const BEFORE: Draft = {
  nameZh: '北厂',
  nameEn: 'North',
  timezone: 'Asia/Shanghai',
  language: 'ZH',
  trade: 'CHEMICAL',
  people: '200',
  labelSet: 'RISK',
  restWeekdays: [6, 7],
  controlRoom: '',
  windSpeedSource: '',
  windDirectionSource: '',
}

describe('settings that two change at once', () => {
  it('take what the other one saved where this person typed nothing', () => {
    const mine = { ...BEFORE, people: '300' }
    const theirs: Draft = { ...BEFORE, nameZh: '江北厂', people: '250' }

    expect(merged(mine, BEFORE, theirs)).toEqual({ ...theirs, people: '300' })
  })
})

describe('what changed in the settings', () => {
  beforeAll(() => addWords(['sites.changes', 'sites.levels', 'sites.settings', 'sites.trades']))

  it('is said in words, with no code of the contract', () => {
    expect(changeWords('trade: – → METAL; label_set: RISK → EMERGENCY; language: zh → en; timezone: Asia/Shanghai → UTC')).toBe(
      '行业: – → 金属加工；风险等级叫法: 重大、较大、一般、低 → 特别重大、重大、较大、一般；默认语言: 中文 → English；时区: Asia/Shanghai → UTC',
    )
  })
})
