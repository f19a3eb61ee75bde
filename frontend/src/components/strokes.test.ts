import { describe, expect, it } from 'vitest'
import { isSigned, packed, pathOf, type Point } from './strokes'

const line = (from: number, to: number, ms: number): Point[] =>
  Array.from({ length: 11 }, (_, at) => ({ x: from + ((to - from) * at) / 10, y: 150, t: 5_000 + (ms * at) / 10 }))

describe('the strokes of a signature', () => {
  it('are sent as whole numbers, with the time since the pen first touched the pad', () => {
    const [first] = packed([line(100.4, 300.4, 800)])

    expect(first?.x.slice(0, 2)).toEqual([100, 120])
    expect(first?.t.at(0)).toBe(0)
    expect(first?.t.at(-1)).toBe(800)
  })

  it('are none while they are a dot, a trembling, or drawn in no time', () => {
    const trembling = Array.from({ length: 200 }, (_, at) => ({ x: 100 + (at % 2) * 3, y: 150, t: at * 10 }))

    expect(isSigned(packed([[{ x: 100, y: 150, t: 0 }]]))).toBe(false)
    expect(isSigned(packed([trembling]))).toBe(false)
    expect(isSigned(packed([line(100, 300, 40)]))).toBe(false)
    expect(isSigned(packed([line(100, 300, 800)]))).toBe(true)
  })

  it('stay below what the server takes, however long somebody draws', () => {
    const long = Array.from({ length: 40_000 }, (_, at) => ({ x: at % 600, y: at % 300, t: at }))

    expect(packed([long]).reduce((sum, { x }) => sum + x.length, 0)).toBeLessThanOrEqual(6_000)
  })

  it('keep their end, however many points they have', () => {
    const sizes = [[40_000], [5_999], [3_500, 2_501], Array.from({ length: 120 }, () => 101)]
    for (const strokes of sizes) {
      const drawn = strokes.map((length) => Array.from({ length }, (_, at) => ({ x: (at * 7) % 600, y: at % 300, t: at })))
      const sent = packed(drawn)

      expect(sent.length).toBe(Math.min(strokes.length, 100))
      expect(sent.reduce((sum, { x }) => sum + x.length, 0)).toBeLessThanOrEqual(6_000)
      for (const [at, { x, y }] of sent.entries()) expect([x.at(-1), y.at(-1)]).toEqual([drawn[at]?.at(-1)?.x, drawn[at]?.at(-1)?.y])
    }
  })

  it('end within the ten minutes that the server takes, in their order, when somebody comes back to the pad later', () => {
    const [first, second, third] = packed(
      [line(100, 200, 400), line(200, 300, 400), line(300, 400, 400)].map((stroke, at) =>
        stroke.map((point) => ({ ...point, t: point.t + at * 700_000 })),
      ),
    )

    expect(first?.t.at(-1)).toBe(400)
    expect(Math.max(...(third?.t ?? []))).toBeLessThanOrEqual(600_000)
    expect(second?.t.at(0)).toBeGreaterThanOrEqual(400)
    expect(third?.t.at(0)).toBeGreaterThanOrEqual(second?.t.at(-1) ?? 0)
    expect((second?.t.at(-1) ?? 0) - (second?.t.at(0) ?? 0)).toBe(400)
  })

  it('are shown as a path', () => {
    expect(pathOf([{ x: [1, 2], y: [3, 4], t: [0, 9] }])).toBe('M1 3L2 4')
  })
})
