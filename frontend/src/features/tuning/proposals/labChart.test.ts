import { describe, expect, it } from 'vitest'
import { placesOf, rugOf, scaleOf, spread, strokesOf } from './labChart'
import type { Episode } from './verdict'

const BOX = { width: 1000, height: 324, left: 40, right: 60, top: 4, bottom: 20 }
const RANGE = { from: 0, to: 1000 }

describe('the chart of the lab', () => {
  it('has room above the highest limit to move it, and no values below zero that nobody measured', () => {
    const { low, high } = scaleOf([{ at: '', low: 0, mean: 1, high: 20 }], [50])
    expect([low, high]).toEqual([0, 56])
  })

  it('puts a hand on the value under it, on a round grid and never outside of the chart', () => {
    const { y, valueAt } = placesOf({ low: 0, high: 60 }, RANGE, BOX)
    expect(valueAt(y(25))).toBe(25)
    expect(valueAt(y(25.03))).toBe(25)
    expect([valueAt(-500), valueAt(5000)]).toEqual([60, 0])
  })

  it('draws an upright stroke for each stretch of time and nothing between them', () => {
    const places = placesOf({ low: 0, high: 60 }, RANGE, BOX)
    const points = [0, 500].map((ms) => ({ at: new Date(ms).toISOString(), low: 0, mean: 10, high: 30 }))
    expect(strokesOf(points, 0, places)).toBe('M40.0 304.5V153.5M490.0 304.5V153.5')
  })

  it('keeps handles apart in their order, inside of the chart', () => {
    expect(spread([10, 12, 200], 30, 0, 200)).toEqual([10, 40, 200])
    expect(spread([195, 190], 30, 0, 200)).toEqual([200, 170])
  })

  it('leaves the place of a real danger empty that the draft would miss', () => {
    const of = (verdict: Episode['verdict'], tierNow: Episode['tierNow'], tierThen: Episode['tierThen']): Episode =>
      ({ verdict, tierNow, tierThen, startedAt: new Date(100).toISOString(), endedAt: null }) as Episode
    const episodes = [of('MISSED', 'RED', null), of('REMOVED', 'YELLOW', null), of('ADDED', null, 'BLUE')]
    expect(rugOf(episodes, 'now', RANGE).map(({ tier }) => tier)).toEqual(['RED', 'YELLOW'])
    expect(rugOf(episodes, 'then', RANGE)).toEqual([
      { from: 100, to: 1000, tier: 'RED', isMissed: true },
      { from: 100, to: 1000, tier: 'BLUE', isMissed: false },
    ])
  })
})
