import { describe, expect, it } from 'vitest'
import type { BacktestAnswer } from './useBacktest'
import { headlineOf, tierChanges } from './verdict'

type Backtest = BacktestAnswer['backtest']
const tally = (red: number, seconds: number, shareInAlarm = 0): Backtest['now'] => ({
  byTier: [
    { tier: 'RED', count: red },
    { tier: 'BLUE', count: 0 },
  ],
  inAlarmByTier: [{ tier: 'RED', seconds }],
  alerts: red,
  alertsPerDay: red / 2,
  inAlarmSeconds: seconds,
  shareInAlarm,
  chattering: 0,
})
const answer = (changes: Partial<Backtest>): BacktestAnswer => ({
  baseVersion: 1,
  loosened: [],
  needsSecondPerson: false,
  backtest: {
    fromAt: '2026-11-01T00:00:00Z',
    toAt: '2026-11-03T00:00:00Z',
    readings: 1,
    isCut: false,
    now: tally(4, 60),
    then: tally(1, 30),
    kept: 1,
    added: 0,
    removed: 3,
    missedReal: 0,
    weakenedReal: 0,
    sparedFalse: 0,
    real: [{ tier: 'RED', count: 3, missed: 1 }],
    episodes: [],
    ...changes,
  },
})

describe('the verdict on a draft', () => {
  it('says of each tier that rings how often a day, for how long, and what real danger it would miss', () => {
    expect(tierChanges(answer({}))).toEqual([
      { tier: 'RED', now: { count: 4, perDay: 2, seconds: 60 }, then: { count: 1, perDay: 0.5, seconds: 30 }, real: 3, missed: 1 },
    ])
  })

  it('praises nothing that would ring most of the time, however few alerts that makes', () => {
    expect(headlineOf(answer({ then: tally(1, 172_000, 0.99) }))).toBe('always')
    expect(headlineOf(answer({ now: tally(1, 172_000, 0.99), then: tally(1, 172_000, 0.99) }))).toBe('equal')
  })

  it('names what is missed before what is spared', () => {
    expect(headlineOf(answer({ missedReal: 1, sparedFalse: 9 }))).toBe('missed')
    expect(headlineOf(answer({ weakenedReal: 1 }))).toBe('weakened')
    expect(headlineOf(answer({}))).toBe('fewer')
    expect(headlineOf(answer({ then: tally(9, 60) }))).toBe('more')
  })
})
