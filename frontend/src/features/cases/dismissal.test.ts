import { describe, expect, it } from 'vitest'
import { needsFullReason } from './dismissal'

describe('a dismissal', () => {
  it('of a red or orange case needs a reason of substance', () => {
    expect(needsFullReason({ tier: 'RED', outcome: 'FALSE_ALARM', isOriginalOpen: false })).toBe(true)
    expect(needsFullReason({ tier: 'ORANGE', outcome: 'NOT_A_HAZARD', isOriginalOpen: false })).toBe(true)
    expect(needsFullReason({ tier: 'YELLOW', outcome: 'FALSE_ALARM', isOriginalOpen: false })).toBe(false)
  })

  it('as a duplicate needs one only where the original is over', () => {
    expect(needsFullReason({ tier: 'RED', outcome: 'DUPLICATE', isOriginalOpen: true })).toBe(false)
    expect(needsFullReason({ tier: 'RED', outcome: 'DUPLICATE', isOriginalOpen: false })).toBe(true)
  })

  it('that has no outcome yet asks for nothing', () => {
    expect(needsFullReason({ tier: 'RED', outcome: null, isOriginalOpen: false })).toBe(false)
  })
})
