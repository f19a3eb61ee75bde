import { describe, expect, it } from 'vitest'
import type { HazardReportListItemFragment } from '@/graphql/generated/types'
import { alikeOnPhone } from './alike'
import type { Place } from './reportRules'

const report = (id: string, more: object = {}): HazardReportListItemFragment =>
  ({ id, category: 'FIRE', state: 'SUBMITTED', area: { id: 'a1' }, equipment: { code: 'EQ-1' }, case: null, ...more }) as never
const place = (kind: Place['kind'], id: string): Place => ({ kind, id, name: { zh: '', en: '' }, hint: null })
const ids = (...asked: Parameters<typeof alikeOnPhone>): string[] => alikeOnPhone(...asked).map(({ id }) => id)

describe('what may be reported already, as far as the phone knows', () => {
  it('is of the same kind at the same machine, or in the same area', () => {
    const known = [
      report('same'),
      report('kind', { category: 'PPE' }),
      report('area', { equipment: null }),
      report('far', { area: { id: 'a2' } }),
    ]
    expect(ids(known, place('equipment', 'EQ-1'), 'FIRE', null)).toEqual(['same', 'far'])
    expect(ids(known, place('area', 'a1'), 'FIRE', null)).toEqual(['same', 'area'])
  })

  it('is first of the machine itself, then of what stands in the area of the machine, as the server would say', () => {
    const known = [report('area', { equipment: null }), report('beside', { equipment: { code: 'EQ-2' } }), report('same')]
    expect(ids(known, place('equipment', 'EQ-1'), 'FIRE', 'a1')).toEqual(['same', 'area', 'beside'])
    expect(ids(known, place('equipment', 'EQ-9'), 'FIRE', 'a2')).toEqual([])
  })

  it('is open still', () => {
    const known = [report('declined', { state: 'DECLINED' }), report('over', { state: 'ACCEPTED', case: { state: 'ARCHIVED' } })]
    expect(ids(known, place('equipment', 'EQ-1'), 'FIRE', 'a1')).toEqual([])
  })

  it('is nothing before place and kind are known', () => {
    expect(ids([report('same')], null, 'FIRE', null)).toEqual([])
    expect(ids([report('same')], place('equipment', 'EQ-1'), null, 'a1')).toEqual([])
  })
})
