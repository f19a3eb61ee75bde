import { describe, expect, it } from 'vitest'
import { codesIn, rangeOf } from './unknownSources'

describe('a source that nobody knows', () => {
  it('shows between what its values lay, and nothing while it sent none', () => {
    const samples = [3, 1, 2].map((value) => ({ at: '2026-11-24T00:00:00Z', value }))
    expect(rangeOf({ samples })).toEqual({ low: 1, high: 3 })
    expect(rangeOf({ samples: [] })).toBeNull()
  })
})

describe('the codes of a device', () => {
  it.each([
    ['GD-101 TT-201', ['GD-101', 'TT-201']],
    [' GD-101，TT-201、GD-101 ', ['GD-101', 'TT-201']],
    ['', []],
  ])('are read from %j', (typed, codes) => expect(codesIn(typed)).toEqual(codes))
})
