import { describe, expect, it } from 'vitest'
import { merged, type Draft } from './site'

const BEFORE: Draft = {
  nameZh: '北厂',
  nameEn: 'North',
  timezone: 'Asia/Shanghai',
  language: 'ZH',
  trade: 'CHEMICAL',
  people: '200',
  labelSet: 'RISK',
  restWeekdays: [6, 7],
}

describe('settings that two change at once', () => {
  it('take what the other one saved where this person typed nothing', () => {
    const mine = { ...BEFORE, people: '300' }
    const theirs: Draft = { ...BEFORE, nameZh: '江北厂', people: '250' }

    expect(merged(mine, BEFORE, theirs)).toEqual({ ...theirs, people: '300' })
  })
})
