import { describe, expect, it } from 'vitest'
import { routeOf } from './about'

describe('the page of a request', () => {
  it('is the page of the event for a change of the register, whose object is a revision', () => {
    const riskEvent = { id: 'event', isReviewOverdue: false }
    expect(routeOf({ kind: 'CHANGE_RISK', objectId: 'revision', riskEvent })).toBe('/risks/event')
  })

  it('is the register where the event cannot be seen', () => {
    expect(routeOf({ kind: 'CHANGE_RISK', objectId: 'revision', riskEvent: null })).toBe('/risks')
  })

  it('is the page of the case for a case', () => {
    expect(routeOf({ kind: 'DISMISS_CASE', objectId: 'c', riskEvent: null })).toBe('/cases/c')
  })
})
