import { describe, expect, it } from 'vitest'
import { missingOf, type RecheckForm } from './recheckRules'

const NOW = Date.parse('2026-11-24T02:00:00Z')
const NORMAL = { hasSource: true, isSourceNormal: true, recheckOpensAt: '2026-11-24T01:00:00Z' }
const ACTIVE = { hasSource: true, isSourceNormal: false, recheckOpensAt: null }
const FULL: RecheckForm = { verdict: 'pass', reason: null, note: '', overrideReason: '', photoCount: 1, isSigned: true, unseenCount: 0 }

describe('what a recheck still lacks', () => {
  it('is nothing with a photo and a signature', () => {
    expect(missingOf(FULL, NORMAL, false, NOW)).toBeNull()
  })

  it('is the photo, then the signature', () => {
    expect(missingOf({ ...FULL, photoCount: 0, isSigned: false }, NORMAL, false, NOW)).toBe('photo')
    expect(missingOf({ ...FULL, isSigned: false }, NORMAL, false, NOW)).toBe('signature')
  })

  it('is the source itself while it is active, and then the reason of whoever may override', () => {
    expect(missingOf(FULL, ACTIVE, false, NOW)).toBe('source')
    expect(missingOf(FULL, ACTIVE, true, NOW)).toBe('overrideReason')
    expect(missingOf({ ...FULL, overrideReason: '已停机' }, ACTIVE, true, NOW)).toBeNull()
  })

  it('is a look at what was flagged before a pass, and not before a return', () => {
    const flagged: RecheckForm = { ...FULL, unseenCount: 2 }
    expect(missingOf(flagged, NORMAL, false, NOW)).toBe('flags')
    expect(missingOf({ ...flagged, verdict: 'fail', reason: 'INCOMPLETE' }, NORMAL, false, NOW)).toBeNull()
  })

  it('is a reason when it is returned, and no signature', () => {
    const returned: RecheckForm = { ...FULL, verdict: 'fail', isSigned: false }
    expect(missingOf(returned, ACTIVE, false, NOW)).toBe('reason')
    expect(missingOf({ ...returned, reason: 'INCOMPLETE' }, ACTIVE, false, NOW)).toBeNull()
  })
})
