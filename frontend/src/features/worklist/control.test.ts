import { describe, expect, it } from 'vitest'
import { controlOf } from './control'

describe('is it under control', () => {
  const figures = (red: number, orange: number, overdueCases: number, silentSensors: number) =>
    controlOf({
      alertsByTier: [
        { tier: 'RED', count: red },
        { tier: 'ORANGE', count: orange },
      ],
      overdueCases,
      silentSensors,
    })

  it('no, with a red alert or something overdue; watch, with orange or a blind sensor; else yes', () => {
    expect(figures(1, 0, 0, 0)).toBe('ACT')
    expect(figures(0, 0, 1, 0)).toBe('ACT')
    expect(figures(0, 1, 0, 0)).toBe('WATCH')
    expect(figures(0, 0, 0, 1)).toBe('WATCH')
    expect(figures(0, 0, 0, 0)).toBe('CALM')
  })
})
