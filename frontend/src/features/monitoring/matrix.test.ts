import { describe, expect, it } from 'vitest'
import { densityFor, fitted, matrixOf } from './matrix'

const area = (code: string) => ({ id: code, code, name: { zh: code, en: code } })
const NONE = { red: 0, orange: 0, yellow: 0, blind: 0, unheard: 0, out: 0, normal: 0 }
type Cell = Parameters<typeof matrixOf>[0][number]
const gauge = (sensorId: string, countedAs: string, nearness: number, tier: string | null = null) =>
  ({ sensorId, countedAs, nearness, tier }) as Cell['gauges'][number]
const CELLS: Cell[] = [
  {
    stage: 'PROCESS',
    area: area('B'),
    formerTier: null,
    counts: { ...NONE, red: 1, blind: 1500, normal: 2 },
    gauges: [gauge('1', 'RED', 1, 'RED'), gauge('2', 'BLIND', 0.4), gauge('3', 'NORMAL', 0.01)],
  },
  {
    stage: 'STORAGE' as Cell['stage'],
    area: area('A'),
    formerTier: 'RED',
    counts: { ...NONE, out: 1, unheard: 1 },
    gauges: [gauge('4', 'UNHEARD', 0), gauge('5', 'OUT', 0.5)],
  },
]

describe('the matrix of stages and areas', () => {
  it('has a column for each area that has a source, by its code', () => {
    expect(matrixOf(CELLS, false).areas.map(({ code }) => code)).toEqual(['A', 'B'])
    expect(matrixOf(CELLS, false).cellAt('PROCESS', 'A')).toBeUndefined()
  })

  it('says what a cell was that nobody has responded to', () => {
    expect(matrixOf(CELLS, false).cellAt('STORAGE', 'A')?.former).toBe('RED')
    expect(matrixOf(CELLS, false).cellAt('PROCESS', 'B')?.former).toBeNull()
    const worse = CELLS.map((cell) => ({ ...cell, formerTier: 'ORANGE' as const }))
    expect(matrixOf(worse, false).cellAt('PROCESS', 'B')?.former, 'it is red now').toBeNull()
  })

  it('has a gauge as high as its source is near to red, none for what nobody sees, and says how many have none', () => {
    const cell = matrixOf(CELLS, false).cellAt('PROCESS', 'B')
    expect(cell?.gauges.map(({ look, share, tier }) => [look, share, tier])).toEqual([
      ['seen', 1, 'RED'],
      ['blind', 0, null],
      ['seen', 0.06, null],
    ])
    expect(cell?.more).toBe(1500)
    expect(
      matrixOf(CELLS, false)
        .cellAt('STORAGE', 'A')
        ?.gauges.map(({ look }) => look),
    ).toEqual(['unheard', 'out'])
  })

  it('calls nothing calm that was calm some time ago, and keeps colours', () => {
    const cell = matrixOf(CELLS, true).cellAt('PROCESS', 'B')
    expect(cell?.counts).toMatchObject({ RED: 1, blind: 1502, calm: 0 })
    expect(cell?.gauges.map(({ look, tier }) => [look, tier])).toEqual([
      ['seen', 'RED'],
      ['blind', null],
      ['blind', null],
    ])
  })

  it('draws all gauges that came where they have room, else narrow ones, the most urgent first, and still counts all', () => {
    const many: Cell[] = ['A', 'B', 'C'].map((code) => ({
      stage: 'PROCESS',
      area: area(code),
      formerTier: null,
      counts: { ...NONE, normal: 74 },
      gauges: Array.from({ length: 24 }, (_, n) => gauge(`${code}${n}`, 'NORMAL', 0.5)),
    }))
    const matrix = matrixOf(many, false)
    const cell = matrix.cellAt('PROCESS', 'A')
    expect([1400, 600, 200].map((width) => densityFor(matrix, width))).toEqual([
      { all: Infinity, most: Infinity, isDense: false },
      { all: 22, most: 17, isDense: true },
      { all: 6, most: 0, isDense: true },
    ])
    expect(densityFor(matrixOf(CELLS, false), 400).isDense).toBe(false)
    const drawn = cell && fitted(cell, { all: 30, most: 3, isDense: true })
    expect([drawn?.gauges.map(({ id }) => id), drawn?.more]).toEqual([['A0', 'A1', 'A2'], 71])
  })

  it('keeps no room for a number where every source of the cell has its gauge', () => {
    const counts = { RED: 0, ORANGE: 0, YELLOW: 0, blind: 0, unheard: 0, out: 0, calm: 3 }
    const gauges = ['1', '2', '3'].map((id) => ({ id, tier: null, share: 0.5, look: 'seen' as const }))
    const drawn = (all: number, more = 0) => {
      const found = fitted({ counts, former: null, gauges, more }, { all, most: 2, isDense: true })
      return [found.gauges.length, found.more]
    }

    expect(drawn(3)).toEqual([3, 0])
    expect(drawn(2)).toEqual([2, 1])
    expect(drawn(3, 1)).toEqual([2, 2])
  })
})
