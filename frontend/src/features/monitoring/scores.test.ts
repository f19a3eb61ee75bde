import { describe, expect, it } from 'vitest'
import { scoreBars, unusualStretches, withScore } from './scores'

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 27, hour)).toISOString()
const day = { from: Date.UTC(2026, 10, 27), to: Date.UTC(2026, 10, 28) }
const span = (hour: number, high: number) => ({ at: at(hour), mean: high / 2, high })

describe('the strip of anomaly scores', () => {
  it('places each span in the range, and cuts what sticks out', () => {
    const bars = scoreBars([span(-1, 0.5), span(0, 1), span(23, 9)], 2, day)

    expect(bars.map(({ left, width }) => [Math.round(left), Math.round(width * 10) / 10])).toEqual([
      [0, 4.2],
      [0, 8.3],
      [96, 4.2],
    ])
    expect(bars.map(({ height, isUnusual }) => [height, isUnusual])).toEqual([
      [25, false],
      [50, true],
      [100, true],
    ])
  })

  it('leaves out what lies outside', () => {
    expect(scoreBars([span(-5, 1), span(30, 1)], 1, day)).toEqual([])
  })

  it('counts neighbouring anomalous spans as one stretch with its highest score', () => {
    const stretches = unusualStretches(scoreBars([span(1, 1.2), span(2, 3), span(3, 0.2), span(5, 1.1)], 1, day))

    expect(stretches.map(({ at: when, high }) => [when, high])).toEqual([
      [at(2), 3],
      [at(5), 1.1],
    ])
  })

  it('takes in the score of now, unless the source still learns', () => {
    const now = { score: 1.5, scoredAt: new Date(Date.UTC(2026, 10, 27, 5, 20)).toISOString(), isLearning: false }

    expect(withScore([span(4, 0.5)], 1, now)).toEqual([span(4, 0.5), { at: at(5), mean: 1.5, high: 1.5 }])
    expect(withScore([span(5, 0.5)], 1, now)).toEqual([{ at: at(5), mean: 0.25, high: 1.5 }])
    expect(withScore([], 1, { ...now, isLearning: true })).toEqual([])
  })
})
