import { describe, expect, it } from 'vitest'
import type { CoverageCellPartsFragment } from '@/graphql/generated/types'
import { Stage } from '@/graphql/generated/enums'
import { beside, begunFor, cellIn, countsOf, headline, keyOf, marksOf, onlyIn, type CoverageArea } from './coverage'

const NO_EVENT = { events: 0, live: 0, checked: 0, blind: 0, nothing: 0, worstUnwatched: null, drafts: 0, machines: 0, sources: 0 }
const cell = (stage: Stage, of: Partial<CoverageCellPartsFragment> = {}): CoverageCellPartsFragment => ({
  ...NO_EVENT,
  stage,
  state: 'EMPTY',
  exclusion: null,
  ...of,
})
const area = (id: string): CoverageArea => ({
  id,
  area: { id, code: id, name: { zh: id, en: id } },
  cells: Stage.map((stage) => cell(stage)),
})
const found = (of: object) => ({
  takenAt: '2026-12-03T02:00:00Z',
  total: 9,
  live: 4,
  checked: 5,
  blind: 0,
  nothing: 0,
  notRegistered: 0,
  redUnwatched: 0,
  mayExclude: false,
  areas: [],
  unregistered: [],
  ...of,
})

describe('coverage of the register', () => {
  it('begins with its holes, and says so where there is none', () => {
    expect(headline(found({ nothing: 2, blind: 1, notRegistered: 6 }))).toBe('coverage.headUnwatched、coverage.headHoles')
    expect(headline(found({ nothing: 1 }))).toBe('coverage.headUnwatched')
    expect(headline(found({}))).toBe('coverage.headWhole')
  })

  it('does not say that all is watched where nothing is registered', () => {
    expect(headline(found({ total: 0, live: 0, checked: 0, notRegistered: 0 }))).toBe('coverage.headNone')
    expect(headline(found({ total: 0, live: 0, checked: 0, notRegistered: 4 }))).toBe('coverage.headNone、coverage.headHoles')
  })

  it('counts what is blind and what nobody sees as unwatched', () => {
    expect(countsOf(found({ blind: 1, nothing: 2, redUnwatched: 1 }))).toEqual({ red: 1, unwatched: 3, live: 4, checked: 5 })
  })

  it('shows a mark for each class that is there', () => {
    expect(marksOf(cell('PROCESS', { live: 2, nothing: 1 }))).toEqual([
      { by: 'LIVE', n: 2 },
      { by: 'NOTHING', n: 1 },
    ])
  })

  it('begins an event with what was reported, and binds a source of readings at once', () => {
    const matter = { stage: 'PROCESS' as const, count: 1, lastAt: '', caseIds: [], equipmentId: null, cases: [], area: area('a').area }
    const title = { zh: '软管渗漏', en: 'Hose' }
    const report = { ...matter, kind: 'REPORT' as const, title, sensor: null }
    const alert = (kind: 'READINGS' | 'CAMERA') => ({ ...matter, kind: 'ALERT' as const, title, sensor: { id: '7', kind } })
    expect(begunFor(report)).toEqual({ stage: 'PROCESS', title: '软管渗漏', sensorId: null })
    expect(begunFor(alert('READINGS'))).toEqual({ stage: 'PROCESS', title: '', sensorId: '7' })
    expect(begunFor(alert('CAMERA')).sensorId).toBeNull()
  })

  it('finds the cell and the list that an address names, and none that it does not know', () => {
    const areas = [area('a'), area('b')]
    expect(cellIn(areas, keyOf({ areaId: 'b', stage: 'PROCESS' }))?.area.id).toBe('b')
    expect(cellIn(areas, 'c.PROCESS')).toBeNull()
    expect(cellIn(areas, undefined)).toBeNull()
    expect(onlyIn('red')).toBe('red')
    expect(onlyIn('else')).toBe('unwatched')
  })

  it('walks by arrow keys and stops at the edges', () => {
    const areas = [area('a'), area('b')]
    const at = { areaId: 'a', stage: 'RAW_MATERIAL' as const }
    expect(beside(areas, at, 'ArrowDown')).toEqual({ areaId: 'b', stage: 'RAW_MATERIAL' })
    expect(beside(areas, at, 'ArrowRight')).toEqual({ areaId: 'a', stage: 'PROCESS' })
    expect(beside(areas, at, 'ArrowUp')).toBeNull()
    expect(beside(areas, at, 'ArrowLeft')).toBeNull()
    expect(beside(areas, at, 'Enter')).toBeNull()
  })
})
