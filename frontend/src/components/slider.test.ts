import { describe, expect, it } from 'vitest'
import { shareAfter, shareAt } from './slider'

describe('the line between before and after', () => {
  it('follows the finger and stays within the picture', () => {
    const box = { left: 100, width: 200 }
    expect([50, 100, 150, 300, 999].map((x) => shareAt(x, box))).toEqual([0, 0, 0.25, 1, 1])
    expect(shareAt(5, { left: 0, width: 0 })).toBe(0.5)
  })

  it('moves by keys, a little, a lot, and to the ends', () => {
    expect(shareAfter('ArrowRight', 0.5)).toBe(0.55)
    expect(shareAfter('ArrowLeft', 0.02)).toBe(0)
    expect(shareAfter('PageUp', 0.5)).toBe(0.7)
    expect(shareAfter('Home', 0.5)).toBe(0)
    expect(shareAfter('End', 0.5)).toBe(1)
    expect(shareAfter('Tab', 0.5)).toBeNull()
  })
})
