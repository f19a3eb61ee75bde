import { describe, expect, it } from 'vitest'
import { tapeOf, tapeRange } from './tape'

const GAS = [
  { side: 'HIGH', tier: 'YELLOW', value: 10 },
  { side: 'HIGH', tier: 'ORANGE', value: 25 },
  { side: 'HIGH', tier: 'RED', value: 50 },
] as const
const TANK = [
  { side: 'LOW', tier: 'RED', value: 10 },
  { side: 'LOW', tier: 'YELLOW', value: 20 },
  { side: 'HIGH', tier: 'YELLOW', value: 80 },
  { side: 'HIGH', tier: 'RED', value: 90 },
] as const

describe('the tape of limits', () => {
  it('is grey to the first limit and then one segment per tier at true scale', () => {
    const [low, high] = tapeRange([...GAS], null)
    const tape = tapeOf([...GAS], 30, null)
    expect(low).toBe(0)
    expect(tape?.segments.map(({ tier }) => tier)).toEqual(['YELLOW', 'ORANGE', 'RED'])
    expect(tape?.segments[0]?.from).toBeCloseTo(10 / high)
    expect((tape?.segments[1]?.to ?? 0) - (tape?.segments[1]?.from ?? 0)).toBeCloseTo(25 / high)
    expect(tape?.pointer).toBeCloseTo(30 / high)
  })

  it('has segments on both sides where limits have both', () => {
    const segments = tapeOf([...TANK], 50)?.segments ?? []
    expect(segments.map(({ tier }) => tier)).toEqual(['RED', 'YELLOW', 'YELLOW', 'RED'])
    expect(segments.every(({ from, to }) => to > from)).toBe(true)
  })

  it('keeps the pointer on the tape, stops where the instrument does, and is none without limits', () => {
    expect(tapeOf([...GAS], 9000)?.pointer).toBe(1)
    expect(tapeOf([...GAS], -3)?.pointer).toBe(0)
    expect(tapeOf([...GAS], null)?.pointer).toBeNull()
    expect(tapeRange([...GAS], { low: 0, high: 55 })).toEqual([0, 55])
    expect(tapeOf([], 3)).toBeNull()
  })

  it('leaves out a number that would stand on another', () => {
    const close = [...GAS, { side: 'HIGH', tier: 'BLUE', value: 51 } as const]
    expect(tapeOf(close, 1)?.marks.map(({ value }) => value)).toEqual([10, 25, 50])
  })
})
