import { describe, expect, it } from 'vitest'
import { answersOf, saidTo, undecided, type Notice } from './notices'

const notice = (given: Partial<Notice>): Notice => ({
  purpose: 'PLACE',
  version: 2,
  dated: '2026-11-27',
  text: { zh: '告知', en: 'Notice' },
  isOwn: false,
  needsConsent: true,
  readAt: null,
  consent: null,
  decidedAt: null,
  isAgreed: false,
  ...given,
})

describe('notices', () => {
  it('asks again where the yes was to words of before, and keeps a no', () => {
    expect(saidTo(notice({ consent: 'GIVEN', isAgreed: false }))).toBe('')
    expect(saidTo(notice({ consent: 'GIVEN', isAgreed: true }))).toBe('yes')
    expect(saidTo(notice({ consent: 'WITHDRAWN' }))).toBe('no')
  })

  it('counts what is not chosen, and nothing that is not asked', () => {
    const notices = [notice({}), notice({ purpose: 'VOICE' }), notice({ purpose: 'WORK', needsConsent: false })]
    expect(undecided(notices, { VOICE: 'no' }).map(({ purpose }) => purpose)).toEqual(['PLACE'])
  })

  it('sends what was unread or is chosen otherwise, and nothing twice', () => {
    const notices = [
      notice({}),
      notice({ purpose: 'VOICE', readAt: '2026-11-27T00:00:00Z', consent: 'REFUSED' }),
      notice({ purpose: 'WORK', needsConsent: false }),
    ]
    expect(answersOf(notices, { PLACE: 'yes' })).toEqual([
      { purpose: 'PLACE', version: 2, isGiven: true },
      { purpose: 'WORK', version: 2, isGiven: null },
    ])
    expect(answersOf(notices, { PLACE: 'yes', VOICE: 'yes' })[1]).toEqual({ purpose: 'VOICE', version: 2, isGiven: true })
  })
})
