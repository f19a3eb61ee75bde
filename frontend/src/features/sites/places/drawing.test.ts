import { describe, expect, it } from 'vitest'
import { cornersIn, faultOf, inserted, middles, moved, pairsOf, rectangle, removed, typeFor, within } from './drawing'

const SIZE = { width: 100, height: 80 }
const SQUARE = cornersIn([10, 10, 50, 10, 50, 50, 10, 50])

describe('drawing an area', () => {
  it('keeps corners as pairs', () => {
    expect(pairsOf(SQUARE)).toEqual([10, 10, 50, 10, 50, 50, 10, 50])
    expect(pairsOf([{ x: 1.26, y: 2.21 }])).toEqual([1.3, 2.2])
  })
  it('moves, adds and takes away a corner', () => {
    expect(pairsOf(moved(SQUARE, 1, { x: 60, y: 5 }))).toEqual([10, 10, 60, 5, 50, 50, 10, 50])
    expect(inserted(SQUARE, 0, { x: 30, y: 5 })).toHaveLength(5)
    expect(inserted(SQUARE, 3, { x: 5, y: 30 })[4]).toEqual({ x: 5, y: 30 })
    expect(pairsOf(removed(SQUARE, 0))).toEqual([50, 10, 50, 50, 10, 50])
    expect(middles(SQUARE)[3]).toEqual({ x: 10, y: 30 })
  })
  it('pulls a rectangle open in any direction, but not under a hand that trembles', () => {
    const wanted = [10, 10, 50, 10, 50, 50, 10, 50]
    expect(pairsOf(rectangle({ x: 10, y: 10 }, { x: 50, y: 50 }, 8))).toEqual(wanted)
    expect(pairsOf(rectangle({ x: 50, y: 10 }, { x: 10, y: 50 }, 8))).toEqual(wanted)
    expect(rectangle({ x: 10, y: 10 }, { x: 50, y: 12 }, 8)).toEqual([])
  })
  it('writes a name as large as its area allows, and not where nobody could read it', () => {
    const area = [10, 10, 50, 10, 50, 50, 10, 50]
    expect(typeFor('罐区', area, 9, 14)).toBe(14)
    expect(typeFor('罐区二号库', area, 7, 14)).toBe(8)
    expect(typeFor('罐区二号库', area, 9, 14)).toBe(0)
    expect(typeFor('Tanks', area, 9, 14)).toBe(14)
    expect(typeFor('', [], 9, 14)).toBe(0)
  })
  it('holds a point inside the picture', () => {
    expect(within({ x: -5, y: 90 }, SIZE)).toEqual({ x: 0, y: 80 })
  })
  it('says what is wrong before the server does', () => {
    expect(faultOf(SQUARE, SIZE)).toBeNull()
    expect(faultOf(SQUARE.slice(0, 2), SIZE)).toBe('few')
    expect(faultOf(cornersIn([0, 0, 120, 0, 0, 50]), SIZE)).toBe('outside')
    expect(faultOf(cornersIn([0, 0, 50, 50, 50, 0, 0, 50]), SIZE)).toBe('crossed')
  })
})
