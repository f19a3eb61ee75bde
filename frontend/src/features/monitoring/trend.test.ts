import { describe, expect, it } from 'vitest'
import { columnsOf, gapsOf, rangeOfSpan, valueRange, withReading, zoomed } from './trend'

const START = Date.parse('2026-11-24T08:00:00Z')
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString()
const point = (minute: number, value = 1) => ({ at: at(minute), low: value - 1, mean: value, high: value + 1 })
const range = { from: START, to: START + 3_600_000 }

describe('a trend', () => {
  const points = [point(0), point(1), point(2), point(30), point(31)]

  it('has no line through what was not measured', () => {
    expect(columnsOf(points, 60, 90).mean).toEqual([1, 1, 1, null, 1, 1])
    expect(columnsOf(points, 60, 3600).mean).toEqual([1, 1, 1, 1, 1])
  })

  it('says where nothing was measured, at its end as well', () => {
    expect(gapsOf(points, 60, 90, range)).toEqual([
      { from: START + 180_000, to: START + 1_800_000 },
      { from: START + 1_920_000, to: range.to },
    ])
    expect(gapsOf(points, 60, 3600, range)).toEqual([])
    expect(gapsOf([], 60, 90, range)).toEqual([])
  })

  it('takes a reading into the bucket that runs, or begins the next', () => {
    expect(withReading([point(0)], 60, { sampledAt: at(0.5), value: 9 })).toMatchObject([{ low: 0, high: 9 }])
    expect(withReading([point(0)], 60, { sampledAt: at(1.5), value: 9 })[1]).toEqual({ at: at(1), low: 9, mean: 9, high: 9 })
    expect(withReading([point(5)], 60, { sampledAt: at(1.5), value: 9 })).toHaveLength(1)
  })

  it('shows the next limit, those passed, and none far away', () => {
    const limits = [10, 25, 5000].map((value) => ({ side: 'HIGH', tier: 'RED', value }) as const)
    expect(valueRange([{ low: 1, high: 5 }], limits)[1]).toBeCloseTo(10.7, 0)
    expect(valueRange([{ low: 1, high: 12 }], limits)[1]).toBeGreaterThan(25)
    expect(valueRange([{ low: 1, high: 12 }], limits)[1]).toBeLessThan(100)
    expect(valueRange([{ low: 0.2, high: 5 }], limits)[0]).toBe(0)
    expect(valueRange([], [])).toHaveLength(2)
  })

  it('spreads a value that never changed so far that its scale does not say one figure several times', () => {
    const [low, high] = valueRange([{ low: 62, high: 62 }], [{ side: 'HIGH', tier: 'RED', value: 50 }])
    expect(high - low).toBeGreaterThan(3)
    expect((low + high) / 2).toBeCloseTo(62)
    expect(valueRange([{ low: 0, high: 0 }], [])).toEqual([0, expect.closeTo(0.07)])
  })

  it('asks the same for a while and is never shorter than a minute', () => {
    expect(rangeOfSpan('1h', START + 1)).toEqual(rangeOfSpan('1h', START + 59_999))
    expect(zoomed(1_000_000, 1_000_010)).toEqual({ from: 970_005, to: 1_030_005 })
  })
})
