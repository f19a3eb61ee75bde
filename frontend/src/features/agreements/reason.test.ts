import { describe, expect, it } from 'vitest'
import { isReason } from './reason'

describe('a reason for a second person', () => {
  it.each([
    ['误报', false],
    ['误报。。。。。。。。。。', false],
    ['标定气体进入探头无泄漏', true],
    ['false alarm', true],
    ['a b c d e', false],
  ])('%s', (words, isEnough) => {
    expect(isReason(words)).toBe(isEnough)
  })
})
