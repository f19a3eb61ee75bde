import { describe, expect, it } from 'vitest'
import { isLooser, withChange, type Rule } from './eventRules'

const RULE: Rule = {
  name: { zh: '未戴安全帽', en: 'No helmet' },
  type: 'NO_HELMET',
  tier: 'YELLOW',
  minConfidence: 0.6,
  minSightings: 1,
  withinSeconds: 60,
  clearAfterSeconds: 300,
  areas: [],
  tagKinds: [],
  tag: 'ANY',
  unlessRoles: [],
  fromMinute: null,
  toMinute: null,
  raises: '',
}

describe('the rules of a site', () => {
  it('go back to the server whole, with one of them changed and without the words', () => {
    const sent = withChange([RULE, { ...RULE, type: 'FIRE' }], 1, { tier: 'RED', minConfidence: 0.5, minSightings: 2 })
    expect(sent.map(({ type, tier, minSightings }) => [type, tier, minSightings])).toEqual([
      ['NO_HELMET', 'YELLOW', 1],
      ['FIRE', 'RED', 2],
    ])
    expect(sent[0]).not.toHaveProperty('name')
  })

  it('asks a second person where a rule would call red or orange less', () => {
    const red: Rule = { ...RULE, type: 'FIRE', tier: 'RED', minSightings: 2 }
    const as = { tier: 'RED', minConfidence: 0.6, minSightings: 2 } as const
    expect(isLooser(red, as)).toBe(false)
    expect(isLooser(red, { ...as, minConfidence: 0.5, minSightings: 1 })).toBe(false)
    expect(isLooser(red, { ...as, tier: 'ORANGE' })).toBe(true)
    expect(isLooser(red, { ...as, minConfidence: 0.7 })).toBe(true)
    expect(isLooser(red, { ...as, minSightings: 3 })).toBe(true)
    expect(isLooser(RULE, { ...as, tier: 'BLUE', minConfidence: 1 })).toBe(false)
  })
})
