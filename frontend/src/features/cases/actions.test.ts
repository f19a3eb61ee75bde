import { describe, expect, it } from 'vitest'
import { choicesOf, nextDue, sourceGate } from './actions'

const NOW = Date.parse('2026-11-24T02:00:00Z')

describe('the buttons under a case', () => {
  it('are those the server allows, the likely one last', () => {
    expect(choicesOf(['ACKNOWLEDGE', 'DISMISS'], false).map(({ action }) => action)).toEqual(['DISMISS', 'ACKNOWLEDGE'])
  })

  it('offer passing and failing as one recheck', () => {
    expect(choicesOf(['PASS_RECHECK', 'FAIL_RECHECK'], false).map(({ action }) => action)).toEqual(['RECHECK'])
  })

  it('are none for a person who may do nothing, or while a step waits on this phone', () => {
    expect(choicesOf([], false)).toEqual([])
    expect(choicesOf(['SUBMIT_DISPOSAL'], true)).toEqual([])
  })
})

describe('the next deadline', () => {
  it('is that of the step the case is in', () => {
    const item = { acknowledgeDueAt: 'a', disposeDueAt: 'd', recheckDueAt: 'r' }
    expect(nextDue({ ...item, state: 'OPEN' })).toBe('a')
    expect(nextDue({ ...item, state: 'IN_DISPOSAL' })).toBe('d')
    expect(nextDue({ ...item, state: 'AWAITING_RECHECK' })).toBe('r')
    expect(nextDue({ ...item, state: 'ARCHIVED' })).toBeNull()
  })
})

describe('the source of a case', () => {
  it('opens the recheck when it was normal long enough, or when there is none', () => {
    expect(sourceGate({ hasSource: true, isSourceNormal: true, recheckOpensAt: '2026-11-24T01:59:00Z' }, NOW).kind).toBe('open')
    expect(sourceGate({ hasSource: false, isSourceNormal: true, recheckOpensAt: null }, NOW).kind).toBe('open')
  })

  it('makes the recheck wait while it is watched', () => {
    expect(sourceGate({ hasSource: true, isSourceNormal: true, recheckOpensAt: '2026-11-24T02:03:00Z' }, NOW)).toEqual({
      kind: 'waits',
      opensAt: '2026-11-24T02:03:00Z',
    })
  })

  it('holds the recheck while it is active', () => {
    expect(sourceGate({ hasSource: true, isSourceNormal: false, recheckOpensAt: null }, NOW).kind).toBe('active')
  })
})
