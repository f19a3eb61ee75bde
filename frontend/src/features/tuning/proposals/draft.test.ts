import { describe, expect, it } from 'vitest'
import { changedIn, draftIn, draftOf, isSame, nextDelay, nudge, numberIn, stepFor, textsOf, type Draft } from './draft'

const GAS: Draft = {
  limits: [
    { side: 'HIGH', tier: 'RED', value: 50 },
    { side: 'HIGH', tier: 'ORANGE', value: 25 },
    { side: 'LOW', tier: 'YELLOW', value: 2 },
  ],
  deadband: 1,
  onDelaySeconds: 0,
  offDelaySeconds: 30,
}

describe('a draft of limits', () => {
  it('lists the high side first, worst tier on top, then the low side downwards', () => {
    const indicator = {
      limits: [...GAS.limits, { side: 'LOW', tier: 'RED', value: 1 }].reverse(),
      deadband: 1,
      onDelaySeconds: 0,
      offDelaySeconds: 30,
    }
    expect(draftOf(indicator as never).limits.map(({ side, tier }) => `${side} ${tier}`)).toEqual([
      'HIGH RED',
      'HIGH ORANGE',
      'LOW YELLOW',
      'LOW RED',
    ])
  })

  it.each([
    [25, 1],
    [50, 2],
    [7.1, 0.2],
    [0.4, 0.02],
    [-20, 1],
    [0, 0.1],
  ])('moves a limit of %d by %d a tap', (size, step) => expect(stepFor(size)).toBe(step))

  it('walks on the grid of its step, whatever the value was', () => {
    expect([nudge(7.1, 0.2, 1), nudge(7.1, 0.2, -1), nudge(7.2, 0.2, 1)]).toEqual([7.2, 7, 7.4])
  })

  it('walks delays on a ladder and stays at its ends', () => {
    expect([nextDelay('on', 4, 1), nextDelay('on', 0, -1), nextDelay('off', 3600, 1), nextDelay('off', 30, -1)]).toEqual([5, 0, 3600, 15])
  })

  it('is the same as another with the same values', () => {
    expect(isSame(GAS, structuredClone(GAS))).toBe(true)
    expect(isSame(GAS, { ...GAS, deadband: 2 })).toBe(false)
  })

  it('comes back from its fields as it was', () => expect(draftIn(textsOf(GAS, GAS))).toEqual(GAS))

  it.each([
    ['25', 25],
    [' 7.1 ', 7.1],
    ['２５．５', 25.5],
    ['−3', -3],
    ['', null],
    [' ', null],
    ['abc', null],
    ['1,5', null],
    ['0x10', null],
    ['1e3', null],
  ])('reads %j as %j: what is empty is not 0', (text, value) => expect(numberIn(text)).toBe(value))

  it('knows a limit that is not set from an empty one, and both from what is in force', () => {
    const texts = { ...textsOf(GAS, GAS), 'HIGH ORANGE': null, 'LOW YELLOW': '', deadband: '1.0' }
    expect(changedIn(texts, GAS)).toEqual(['HIGH ORANGE', 'LOW YELLOW'])
    expect(draftIn({ ...textsOf(GAS, GAS), 'HIGH ORANGE': null }).limits.map(({ tier }) => tier)).toEqual(['RED', 'YELLOW'])
  })

  it('keeps the place of a limit that a loaded proposal does without', () => {
    const texts = textsOf({ ...GAS, limits: GAS.limits.slice(0, 2) }, GAS)
    expect(Object.entries(texts).slice(0, 3)).toEqual([
      ['HIGH RED', '50'],
      ['HIGH ORANGE', '25'],
      ['LOW YELLOW', null],
    ])
  })
})
