import { describe, expect, it } from 'vitest'
import { pagesOf } from './sheets'

describe('pages of a sheet', () => {
  it('counts what is left of a page that was begun', () => {
    expect(pagesOf(24, '3x8', 1)).toBe(1)
    expect(pagesOf(24, '3x8', 2)).toBe(2)
    expect(pagesOf(11, '2x5', 1)).toBe(2)
    expect(pagesOf(3, 'single', 1)).toBe(3)
  })

  it('needs no page for no label', () => {
    expect(pagesOf(0, '3x8', 5)).toBe(0)
  })
})
