import { describe, expect, it } from 'vitest'
import { limitChanges, limitSpans } from './limitSpans'

const high = (value: number) => [{ side: 'HIGH' as const, tier: 'RED' as const, value }]
const version = (number: number, since: string, value: number) => ({ version: number, since, limits: high(value) })
const VERSIONS = [version(1, '2026-11-01T00:00:00Z', 50), version(2, '2026-11-10T00:00:00Z', 60), version(3, '2026-11-20T00:00:00Z', 55)]
const range = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) })

describe('the limits of a range', () => {
  it('are each drawn for as long as they were in force', () => {
    const found = limitSpans(VERSIONS, range('2026-11-05T00:00:00Z', '2026-11-25T00:00:00Z'))
    expect(found.map(({ value, from, to, isFormer }) => [value, from, to, isFormer])).toEqual([
      [50, null, Date.parse('2026-11-10T00:00:00Z'), true],
      [60, Date.parse('2026-11-10T00:00:00Z'), Date.parse('2026-11-20T00:00:00Z'), true],
      [55, Date.parse('2026-11-20T00:00:00Z'), null, false],
    ])
  })

  it('are those of today alone, where nothing changed within it', () => {
    expect(limitSpans(VERSIONS, range('2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z')).map(({ value }) => value)).toEqual([55])
    expect(limitSpans([], range('2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'))).toEqual([])
  })

  it('change where a version begins', () => {
    expect(limitChanges(VERSIONS, range('2026-11-05T00:00:00Z', '2026-11-15T00:00:00Z'))).toEqual([
      { at: Date.parse('2026-11-10T00:00:00Z'), version: 2 },
    ])
    expect(limitChanges(VERSIONS, range('2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'))).toEqual([])
  })
})
