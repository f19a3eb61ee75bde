import { describe, expect, it } from 'vitest'
import { continued, domainOf, labelsAt, scaleTrace, ticks, tierOf, type Limit, type Point } from './trace'

const START = Date.parse('2026-11-24T02:00:00Z')
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString()
const LIMITS: Limit[] = [
  { side: 'HIGH', tier: 'YELLOW', value: 10 },
  { side: 'HIGH', tier: 'ORANGE', value: 25 },
  { side: 'HIGH', tier: 'RED', value: 50 },
]
const points = (...values: number[]): Point[] => values.map((value, index) => ({ at: at(index * 10), value }))
const BOX = { width: 400, height: 200, left: 40, right: 10, top: 10, bottom: 20 }
const scale = (values: Point[], limits = LIMITS) =>
  scaleTrace({ points: values, limits, deadband: 2, from: START, to: START + 60_000 }, BOX)

describe('the axis of a trace', () => {
  it('shows a quiet source up to its first limit, not up to the far-away red one', () => {
    const [low, high] = domainOf({ points: points(2, 3), limits: LIMITS })
    expect(low).toBeLessThan(2)
    expect(high).toBeGreaterThan(10)
    expect(high).toBeLessThan(25)
  })

  it('holds every limit that was broken and the next one', () => {
    const { lines } = scale(points(2, 30))
    expect(lines.map(({ limit }) => limit.value)).toEqual([10, 25, 50])
  })

  it('has no negative part when nothing is negative', () => {
    expect(domainOf({ points: points(0, 1), limits: [] })[0]).toBe(0)
  })

  it('stays usable when all readings are the same and without readings', () => {
    const [low, high] = domainOf({ points: points(5, 5), limits: [] })
    expect(high).toBeGreaterThan(low)
    expect(scale([]).path).toBe('')
    expect(scale([]).last).toBeNull()
  })

  it('has round ticks', () => {
    expect(ticks(0, 57, 4)).toEqual([0, 20, 40])
    expect(ticks(0.31, 0.42, 4)).toEqual([0.325, 0.35, 0.375, 0.4])
    expect(ticks(3, 3, 4)).toEqual([3])
  })
})

describe('the picture of a trace', () => {
  it('puts time from left to right and more above less', () => {
    const { x, y } = scale(points(2, 30))
    expect(x(START)).toBe(40)
    expect(x(START + 60_000)).toBe(390)
    expect(y(30)).toBeLessThan(y(2))
  })

  it('breaks the line where the source was silent', () => {
    const gap: Point[] = [0, 2, 4, 6, 50].map((second) => ({ at: at(second), value: 1 }))
    expect(scale(gap).path.match(/M/g)).toHaveLength(2)
  })

  it('draws the deadband on the good side of each limit', () => {
    const low: Limit[] = [{ side: 'LOW', tier: 'RED', value: 5 }]
    const [high] = scale(points(2, 30)).lines
    const [under] = scale(points(4, 9), low).lines
    expect(high?.yEnds).toBeGreaterThan(high?.y ?? Infinity)
    expect(under?.yEnds).toBeLessThan(under?.y ?? -Infinity)
  })

  it('colours each band from its limit to the next worse one', () => {
    const { bands, y } = scale(points(2, 60))
    const yellow = bands.find(({ tier }) => tier === 'YELLOW')
    expect(yellow?.y).toBeCloseTo(y(25))
    expect(yellow?.height).toBeCloseTo(y(10) - y(25))
  })
})

describe('labels of limits', () => {
  it('stand at their lines where there is room', () => {
    expect(labelsAt([20, 60, 100], 17, 200)).toEqual([20, 60, 100])
  })
  it('move down where limits lie close, and up again from the edge of the picture', () => {
    expect(labelsAt([20, 22], 17, 200)).toEqual([20, 37])
    expect(labelsAt([190, 191, 192], 17, 200)).toEqual([166, 183, 200])
    expect(labelsAt([100, 190, 195], 17, 200)).toEqual([100, 183, 200])
  })
})

describe('the tier of a value', () => {
  it('is the worst limit that it breaks, on both sides', () => {
    const both: Limit[] = [...LIMITS, { side: 'LOW', tier: 'ORANGE', value: 1 }]
    expect(tierOf(9.9, both)).toBeNull()
    expect(tierOf(25, both)).toBe('ORANGE')
    expect(tierOf(80, both)).toBe('RED')
    expect(tierOf(0.5, both)).toBe('ORANGE')
  })
})

describe('a line that goes on', () => {
  it('takes what came after it once, and lets go of what is older than its length', () => {
    const line = points(1, 2, 3)
    const fresh = [
      { at: at(20), value: 3 },
      { at: at(25), value: 4 },
    ]
    expect(continued(line, fresh, 20_000).map(({ value }) => value)).toEqual([2, 3, 4])
    expect(continued([], fresh, 20_000)).toEqual(fresh)
    expect(continued(line, [], 60_000)).toEqual(line)
  })
})
