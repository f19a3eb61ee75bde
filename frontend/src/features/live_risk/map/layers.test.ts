import { describe, expect, it } from 'vitest'
import {
  countsOf,
  fillOf,
  frozenFills,
  inOrder,
  largerIn,
  layerIn,
  marksOf,
  unseenIn,
  worseIn,
  type AreaRow,
  type Register,
} from './layers'

type Area = Register['areas'][number]
const worst = (rise = 0): Area['worst'] => ({
  level: 3,
  isKnown: true,
  rise,
  takenAt: '2026-12-03T06:00:00Z',
  residualLevel: 3,
  blindSince: null,
  sentence: { zh: '', en: '' },
  causes: [],
  eventName: { id: 'e', code: 'R-1', title: { zh: '泄漏', en: 'Leak' } },
})
const area = (id: string, live: number, of: Partial<Area> = {}): Area => ({
  placeId: id,
  events: 2,
  worse: 0,
  notKnown: 0,
  inherent: { level: 4 },
  residual: { level: 2 },
  live: { level: live, isKnown: true },
  worst: worst(),
  ...of,
})
const row = (id: string, live: Area | null, layer: 'now' | 'residual' = 'now'): AreaRow => ({
  id,
  code: id.toUpperCase(),
  name: { zh: id, en: id },
  fill: fillOf(live ?? undefined, layer, false),
  now: fillOf(live ?? undefined, 'now', false),
  live,
  isOnPlan: true,
})

describe('layers of the map', () => {
  it('has a level of each layer, and no colour where nobody assessed anything', () => {
    const seen = area('a', 3)
    expect((['inherent', 'residual', 'now'] as const).map((layer) => fillOf(seen, layer, false).level)).toEqual([4, 2, 3])
    expect(fillOf(undefined, 'now', false)).toMatchObject({ level: null, isHatched: false })
    expect(fillOf(area('a', 3, { inherent: null }), 'inherent', false).level).toBeNull()
    expect(layerIn('residual')).toBe('residual')
    expect(layerIn('whatever')).toBe('now')
  })

  it('is hatched now where nobody sees, and offline; what was assessed still holds', () => {
    const blind = area('a', 3, { live: { level: 3, isKnown: false } })
    expect(fillOf(blind, 'now', false).isHatched).toBe(true)
    expect(fillOf(area('a', 3), 'now', true).isHatched).toBe(true)
    expect(fillOf(blind, 'residual', true).isHatched).toBe(false)
  })

  it('lists the worst first, then what has risen most, what nobody assessed last', () => {
    const rows = [row('d', null), row('a', area('a', 2)), row('b', area('b', 3)), row('c', area('c', 3, { worst: worst(1) }))]
    expect(inOrder(rows, 'now').map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd'])
    expect(inOrder(rows, 'residual').map(({ id }) => id)).toEqual(['b', 'c', 'a', 'd'])
    expect(countsOf(rows).map(({ areas }) => areas)).toEqual([0, 2, 1, 0, 1])
  })

  it('counts what is worse and what nobody sees, each by itself', () => {
    const blind = area('b', 2, { live: { level: 2, isKnown: false } })
    const rows = [row('a', area('a', 3)), row('b', blind), row('c', area('c', 2)), row('d', null)]
    expect([worseIn(rows), unseenIn(rows)]).toEqual([1, 1])
  })

  it('marks units of an area, the worst first', () => {
    const unit = (code: string, live: number): Register['units'][number] => ({
      placeId: code,
      inherent: null,
      residual: { level: 1 },
      live: { level: live, isKnown: true },
      unit: { code, name: { zh: code, en: code }, areaId: 'a' },
    })
    const marks = marksOf([unit('U-2', 2), unit('U-1', 2), unit('U-3', 4)], 'now', false).get('a')
    expect(marks?.map(({ code }) => code)).toEqual(['U-3', 'U-1', 'U-2'])
    expect(marksOf([unit('U-1', 2)], 'residual', true).get('a')).toMatchObject([{ level: 1, isHatched: false }])
    expect(marksOf([unit('U-1', 2)], 'inherent', false).get('a')).toMatchObject([{ level: null }])
  })

  it('shows an issued map as it was', () => {
    const at = (areaId: string, level: number | null) => ({ areaId, code: '', name: { zh: '', en: '' }, planId: null, polygon: [], level })
    const map = {
      id: 'm',
      number: 'RM-2026-0001',
      issuedAt: '',
      redrawnBy: '',
      sha256: '',
      issuedBy: null,
      levels: [
        { level: 4, areas: 1 },
        { level: 3, areas: 2 },
        { level: null, areas: 5 },
      ],
      plans: [],
      areas: [at('a', 4), at('b', null)],
    }
    expect([...frozenFills(map)].map(([id, { level }]) => [id, level])).toEqual([
      ['a', 4],
      ['b', null],
    ])
    expect(largerIn(map.levels)).toBe(3)
  })
})
