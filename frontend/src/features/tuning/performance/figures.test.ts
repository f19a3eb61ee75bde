import { describe, expect, it } from 'vitest'
import type { KpiFigure } from '@/graphql/generated/enums'
import { announcedIn, filterOf } from '@/features/alerts/views'
import { alertsOfDay, alertsOfPerson, alertsOfSource, courseOf, isMet, listOf, scaleOf, type Figure } from './figures'
import { periodOf } from './period'

const of = (figure: KpiFigure, value: number | null, before: number | null, more: Partial<Figure> = {}): Figure => ({
  figure,
  value,
  before,
  count: 3,
  countBefore: 1,
  trend: [],
  target: null,
  ...more,
})
const atMost = (value: number): Pick<Figure, 'target'> => ({
  target: { atMost: value, source: 'ISA-18.2', note: { zh: '', en: '' }, isVerified: true },
})

describe('a figure of alarm performance', () => {
  it('is counted over whole days of this zone, the last one today', () => {
    const period = periodOf(30, new Date(2026, 10, 27, 10, 42).getTime())
    expect([period.from, period.to, period.beforeFrom, period.beforeTo]).toEqual(['2026-10-29', '2026-11-27', '2026-09-29', '2026-10-28'])
    expect(Date.parse(period.end) - Date.parse(period.start)).toBe(30 * 86_400_000)
    expect(Date.parse(period.start)).toBe(new Date(2026, 9, 29).getTime())
  })

  it('leads to the list with the days and the filter that it counts', () => {
    const period = periodOf(7, new Date(2026, 10, 27).getTime())
    const days = { view: 'all', from: '2026-11-21', to: '2026-11-27' }
    expect(listOf('RED_SHARE', period)).toEqual({ path: '/alerts', query: { ...days, tier: 'RED' } })
    expect(listOf('ACKNOWLEDGED_IN_TIME', period)).toEqual({ path: '/alerts', query: { ...days, answer: 'LATE' } })
  })

  it('leads from a day, a flood and a loud source to their alerts', () => {
    const noon = new Date(2026, 10, 21).toISOString()
    expect(alertsOfDay({ day: noon })).toEqual({ path: '/alerts', query: { view: 'all', from: '2026-11-21', to: '2026-11-21' } })
    const flood = { firstAt: '2026-11-21T08:00:00Z', lastAt: '2026-11-21T08:09:00Z' }
    for (const [person, whose] of [
      [undefined, { personId: null, isNobodys: true }],
      ['059714ec-d39f-5cc8-b063-1d9afccea541', { personId: '059714ec-d39f-5cc8-b063-1d9afccea541', isNobodys: false }],
    ] as const) {
      const { query } = alertsOfPerson(person, flood.firstAt, flood.lastAt) as { query: { called: string } }
      expect(announcedIn(query.called)).toEqual({ fromAt: flood.firstAt, toAt: flood.lastAt, ...whose })
    }
    const { query } = alertsOfSource('7', 'LIMIT_HIGH', { start: flood.firstAt, end: flood.lastAt }) as { query: Record<string, string> }
    const none = {
      tier: [],
      stage: [],
      area: [],
      equipment: [],
      department: [],
      person: [],
      answer: [],
      behind: [],
      words: [],
      from: [],
      to: [],
    }
    expect(
      filterOf('all', { ...none, source: [query.source ?? ''], condition: [query.condition ?? ''], called: [query.called ?? ''] }),
    ).toMatchObject({ sensorIds: ['7'], conditions: ['LIMIT_HIGH'], announced: { fromAt: flood.firstAt, toAt: flood.lastAt } })
    expect(announcedIn('yesterday~today')).toBeNull()
  })

  it('became better by fewer alarms and by more answers in time', () => {
    expect(courseOf(of('FALSE_ALARMS', 0.3, 0.5))).toBe('better')
    expect(courseOf(of('ACKNOWLEDGED_IN_TIME', 0.8, 0.9))).toBe('worse')
    expect(courseOf(of('STALE', 2, 2))).toBe('same')
    expect(courseOf(of('FALSE_ALARMS', 0.3, null))).toBeNull()
  })

  it('is not judged without a target that has a source', () => {
    expect(isMet(of('STALE', 4, 0, atMost(4)))).toBe(true)
    expect(isMet(of('CHATTERING', 1, 0, atMost(0)))).toBe(false)
    expect(isMet(of('ACKNOWLEDGED_IN_TIME', 0.2, 0))).toBeNull()
  })

  it('has a scale from 0 on; a target far above all that was measured stays outside of it', () => {
    expect(scaleOf(of('ALERTS_PER_DAY', 6, 4, { trend: [14, null, 3], ...atMost(144) }))).toEqual({ high: 15, isTargetInside: false })
    expect(scaleOf(of('STALE', 2, 0, { trend: [1, 2], ...atMost(4) }))).toEqual({ high: 4, isTargetInside: true })
    expect(scaleOf(of('RED_SHARE', 0.1, 0.2, { trend: [0.43], ...atMost(0.05) }))).toEqual({ high: 0.5, isTargetInside: true })
    expect(scaleOf(of('FALSE_ALARMS', 1, 1, { trend: [1] })).high).toBe(1)
  })
})
