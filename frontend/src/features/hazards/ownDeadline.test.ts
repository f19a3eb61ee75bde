import { describe, expect, it } from 'vitest'
import { deadlineFault, disposeBy, shares } from './ownDeadline'

const NOW = Date.UTC(2026, 10, 27, 8)
const HOUR = 3_600_000

describe('a deadline of its own', () => {
  it('offers parts of what the policy gives, none of some minutes', () => {
    expect(shares(86_400)).toEqual([720, 360])
    expect(shares(1_800)).toEqual([15])
  })

  it('counts from the moment of sending, or is a time on the calendar', () => {
    expect(disposeBy('policy', '', NOW)).toBeNull()
    expect(disposeBy('60', '', NOW)).toBe(new Date(NOW + HOUR).toISOString())
    expect(disposeBy('time', new Date(NOW + HOUR).toISOString(), NOW)).toBe(new Date(NOW + HOUR).toISOString())
  })

  it('says why a time cannot be taken', () => {
    const at = (hours: number): string => new Date(NOW + hours * HOUR).toISOString()

    expect(deadlineFault('', 3_600, NOW)).toBe('missing')
    expect(deadlineFault(at(-1), 3_600, NOW)).toBe('past')
    expect(deadlineFault(at(2), 3_600, NOW)).toBe('late')
    expect(deadlineFault(at(2), null, NOW)).toBeNull()
    expect(deadlineFault(at(1), 3_600, NOW)).toBeNull()
  })
})
