import { describe, expect, it } from 'vitest'
import type { PlaceTrendsQuery } from '@/graphql/generated/types'
import { chartsOf, firstShown, MOST_LINES } from './series'
import type { Source } from './source'

type Past = PlaceTrendsQuery['sources']['edges'][number]['node']
const HIGH = (value: number) => ({ side: 'HIGH' as const, tier: 'RED' as const, value })

function source(id: string, unit: string, limits = [HIGH(50)], kind = 'READINGS'): Source {
  return { id, code: id, unit, kind, name: { zh: id, en: id }, indicator: { limits, silentAfterSeconds: 60 } } as unknown as Source
}
function past(id: string, alerts: Past['alerts'] = []): Past {
  const points = [
    { at: '2026-11-26T02:00:00Z', low: 1, mean: 2, high: 3 },
    { at: '2026-11-26T02:01:00Z', low: 2, mean: 3, high: 4 },
  ]
  return { id, trend: { stepSeconds: 60, points }, alerts, outages: [] }
}
const draw = (sources: Source[], shown: string[], pasts = sources.map(({ id }) => past(id))) =>
  chartsOf(sources, pasts, new Set(shown), ({ name }) => name.en)

describe('the charts of a place', () => {
  it('put sources of one unit together, each with a line of its own', () => {
    const found = draw([source('a', '%LEL'), source('b', '°C'), source('c', '%LEL')], ['a', 'b', 'c'])
    expect(found.map(({ unit, series }) => [unit, series.map(({ id, line }) => `${id}${line}`)])).toEqual([
      ['%LEL', ['a0', 'c1']],
      ['°C', ['b0']],
    ])
  })

  it('draw limits only where they are those of all lines', () => {
    expect(draw([source('a', 'mm/s'), source('b', 'mm/s')], ['a', 'b'])[0]?.limits).toEqual([HIGH(50)])
    expect(draw([source('a', 'mm/s'), source('b', 'mm/s', [HIGH(7)])], ['a', 'b'])[0]?.limits).toEqual([])
  })

  it('leave out what was not chosen and what the server knows nothing of', () => {
    expect(draw([source('a', '°C'), source('b', '°C')], ['b'])[0]?.series.map(({ id }) => id)).toEqual(['b'])
    expect(draw([source('a', '°C')], ['a'], [])).toEqual([])
  })

  it('show the alerts of all their lines', () => {
    const alert = { id: '1', worstTier: 'RED' as const, raisedAt: '2026-11-26T02:00:00Z' }
    const found = draw([source('a', '°C'), source('b', '°C')], ['a', 'b'], [past('a', [alert]), past('b')])
    expect(found[0]?.alerts).toEqual([alert])
  })

  it('begin with the most urgent sources of readings, as many as can be told apart', () => {
    const many = Array.from({ length: 9 }, (_, index) => source(String(index), '°C'))
    expect(firstShown([source('camera', '', [], 'CAMERA'), ...many])).toEqual(many.slice(0, MOST_LINES).map(({ id }) => id))
  })
})
