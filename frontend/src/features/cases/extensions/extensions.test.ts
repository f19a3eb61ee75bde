import { describe, expect, it } from 'vitest'
import { isFree, timesFor } from './extensions'

describe('more time', () => {
  it('is half, once or twice what the tier gives', () => {
    expect(timesFor('ORANGE')).toEqual([120, 240, 480])
  })

  it('is asked for while nothing waits and the clock runs', () => {
    const asked = { kind: 'EXTENSION', state: 'ASKED', isPausing: false } as const
    expect(isFree([{ ...asked, state: 'REFUSED' }])).toBe(true)
    expect(isFree([asked])).toBe(false)
    expect(isFree([{ kind: 'PAUSE', state: 'APPROVED', isPausing: true }])).toBe(false)
  })
})
