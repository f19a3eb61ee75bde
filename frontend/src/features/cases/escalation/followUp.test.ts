import { beforeAll, describe, expect, it } from 'vitest'
import { addWords } from '@/shared/i18n'
import { noteOf, toggled } from './followUp'

beforeAll(() => addWords(['home']))

describe('following up', () => {
  it('takes one in and out of what is chosen', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })

  it('leaves what people wrote as it is', () => {
    expect(noteOf('DISPOSE of it')).toBe('DISPOSE of it')
    expect(noteOf('DISPOSE 80')).not.toBe('DISPOSE 80')
    expect(noteOf('ELECTRICAL × 3')).toBe('用电 × 3')
    expect(noteOf('LIMIT_HIGH × 4')).toBe('超上限 × 4')
    expect(noteOf('NEWER × 4')).toBe('NEWER × 4')
  })

  it('words how an alert was held back and by what it was answered', () => {
    expect(noteOf('CHATTERING')).toBe('抖动')
    expect(noteOf('OUT_OF_SERVICE')).toBe('监测点停用')
    expect(noteOf('SMS')).not.toBe('SMS')
  })
})
