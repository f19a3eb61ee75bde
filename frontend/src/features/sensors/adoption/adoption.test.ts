import { describe, expect, it } from 'vitest'
import { fieldOf, holding, parts } from './adoption'
import type { UnknownSource } from './unknownSources'

const named = (...codes: string[]): UnknownSource[] => codes.map((code) => ({ code }) as UnknownSource)

describe('what is adopted together', () => {
  it('are the sources whose code holds the text, or all of them', () => {
    expect(holding(named('GD-1', 'gd-2', 'TT-1'), ' gd').map(({ code }) => code)).toEqual(['GD-1', 'gd-2'])
    expect(holding(named('GD-1', 'TT-1'), '')).toHaveLength(2)
  })

  it('goes in parts that the server takes', () => {
    expect(parts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(parts([])).toEqual([])
  })
})

describe('a refusal', () => {
  it('stands at the field that it is about, or at the source', () => {
    expect(fieldOf('AREA_CLOSED')).toBe('area')
    expect(fieldOf('OWNER_UNKNOWN')).toBe('owner')
    expect(fieldOf('SOURCE_UNKNOWN')).toBeNull()
  })
})
