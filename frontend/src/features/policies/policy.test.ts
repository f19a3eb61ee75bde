import { describe, expect, it } from 'vitest'
import { Audience } from '@/graphql/generated/enums'
import {
  changesOf,
  channelTimes,
  furtherOf,
  MOST_RUNGS,
  nextPercent,
  nextTime,
  problemOf,
  typedTime,
  unitOf,
  withFurther,
  withGroup,
  withoutRung,
  withRung,
  withTier,
  type SitePolicy,
  type TierPolicy,
} from './policy'

const tier = (name: TierPolicy['tier'], disposeWithinS: number): TierPolicy => ({
  tier: name,
  acknowledgeWithinS: 60,
  disposeWithinS,
  recheckWithinS: 86_400,
  notifiedFirst: ['RESPONSIBLE'],
  ladder: [{ percent: 100, notifies: ['LEAD'] }],
  channels: ['IN_APP', 'WEB_PUSH'],
  opensCaseAfterS: 0,
  secondChannelAfterS: 30,
  eachChannelAfterS: 60,
  ringsAgainAfterS: 600,
  confirmedBy: [],
  quietAtMostS: 0,
})
const POLICY: SitePolicy = {
  id: 'p',
  version: 3,
  validFrom: '2026-11-24T08:00:00Z',
  reason: '',
  areaId: null,
  by: null,
  tiers: [tier('RED', 1800), tier('BLUE', 7200)],
}

describe('a tier policy', () => {
  it('moves along the times that people know, and not beyond what red may have', () => {
    expect(nextTime(60, 1)).toBe(120)
    expect(nextTime(60, -1)).toBe(60)
    expect(nextTime(100, 1)).toBe(120)
    expect(nextTime(300, 1, 300)).toBe(300)
    expect(nextTime(90 * 86_400, 1)).toBe(90 * 86_400)
  })

  it('keeps its rungs in order', () => {
    const ladder = [{ percent: 100 }, { percent: 150 }, { percent: 175 }]
    expect(nextPercent(ladder, 0, -1)).toBe(100)
    expect(nextPercent(ladder, 1, 1)).toBe(150)
    expect(nextPercent(ladder, 2, 1)).toBe(200)
  })

  it('always tells somebody, in the order of the ladder', () => {
    expect(withGroup(['LEAD'], 'RESPONSIBLE', Audience)).toEqual(['RESPONSIBLE', 'LEAD'])
    expect(withGroup(['LEAD'], 'LEAD', Audience)).toEqual(['LEAD'])
  })

  it('keeps the ways of the app, whatever further ones are chosen', () => {
    expect(withFurther(['IN_APP', 'WEB_PUSH', 'EMAIL'], ['VOICE', 'SMS'])).toEqual(['IN_APP', 'WEB_PUSH', 'SMS', 'VOICE'])
    expect(withFurther(['IN_APP'], [])).toEqual(['IN_APP'])
  })

  it('offers calls for red alone', () => {
    expect(furtherOf('RED')).toContain('VOICE')
    expect((['ORANGE', 'YELLOW', 'BLUE'] as const).map(furtherOf)).toEqual(Array(3).fill(['CHAT', 'SMS', 'EMAIL']))
  })

  it('offers the time that is set among those to choose from', () => {
    expect(channelTimes(75)).toContain(75)
    expect(channelTimes(30)).toHaveLength(channelTimes(75).length - 1)
  })

  it('goes back to the server whole, with one tier changed', () => {
    const sent = withTier(POLICY, tier('BLUE', 10_800))
    expect(sent.map(({ tier: name, disposeWithinS }) => [name, disposeWithinS])).toEqual([
      ['RED', 1800],
      ['BLUE', 10_800],
    ])
  })

  it('is acknowledged before it is disposed of', () => {
    expect(problemOf(tier('RED', 120))).toBeNull()
    expect(problemOf(tier('RED', 60))).toBe('policy.problem.order')
  })

  it('gains rungs for the next group until there are five, and keeps at least one', () => {
    let ladder: TierPolicy['ladder'] = [{ percent: 100, notifies: ['LEAD'] }]
    ladder = withRung(ladder, Audience)
    expect(ladder.at(-1)).toEqual({ percent: 150, notifies: ['OFFICER'] })
    for (let n = 0; n < 9; n += 1) ladder = withRung(ladder, Audience)
    expect(ladder.map(({ percent }) => percent)).toEqual([100, 150, 200, 250, 300])
    expect(ladder).toHaveLength(MOST_RUNGS)
    expect(problemOf({ ...tier('RED', 120), ladder })).toBeNull()
    expect(withoutRung(ladder, 1).map(({ percent }) => percent)).toEqual([100, 200, 250, 300])
    expect(withoutRung(ladder.slice(0, 1), 0)).toHaveLength(1)
    expect(withRung([{ percent: 975, notifies: ['LEAD'] }], Audience)).toHaveLength(1)
  })

  it('has a ladder that climbs and tells somebody at every rung', () => {
    const says = (ladder: TierPolicy['ladder']) => problemOf({ ...tier('RED', 120), ladder })
    expect(says([])).toBe('policy.problem.ladder')
    expect(
      says([
        { percent: 150, notifies: ['LEAD'] },
        { percent: 150, notifies: ['OFFICER'] },
      ]),
    ).toBe('policy.problem.ladder')
    expect(says([{ percent: 100, notifies: [] }])).toBe('policy.problem.ladder')
    expect(says([{ percent: 1025, notifies: ['LEAD'] }])).toBe('policy.problem.ladder')
  })

  it('takes a typed time in minutes, hours or days, and nothing that is no number', () => {
    expect([typedTime('1.5', 'hours'), typedTime('7', 'days'), typedTime('45', 'minutes')]).toEqual([5400, 604_800, 2700])
    expect([unitOf(5400), unitOf(7200), unitOf(172_800)]).toEqual(['minutes', 'hours', 'days'])
    for (const words of ['', 'abc', '0', '-3']) {
      expect(problemOf({ ...tier('BLUE', 7200), recheckWithinS: typedTime(words, 'hours') })).toBe('policy.problem.range')
    }
    expect(problemOf({ ...tier('BLUE', 7200), recheckWithinS: typedTime('91', 'days') })).toBe('policy.problem.range')
    expect(problemOf({ ...tier('RED', 1800), acknowledgeWithinS: typedTime('6', 'minutes') })).toBe('policy.problem.red')
    expect(problemOf({ ...tier('BLUE', 7200), acknowledgeWithinS: typedTime('6', 'minutes') })).toBeNull()
  })

  it('says which times another version has changed', () => {
    expect(changesOf(tier('RED', 1800), tier('RED', 3600))).toEqual([{ name: 'disposeWithinS', from: 1800, to: 3600 }])
    expect(changesOf(tier('RED', 1800), undefined)).toEqual([])
  })
})
