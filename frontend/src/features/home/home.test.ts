import { describe, expect, it } from 'vitest'
import type { AlertState, CaseState, Tier } from '@/graphql/generated/enums'
import type {
  AlertListItemFragment,
  CaseListItemFragment,
  HazardReportListItemFragment,
  OpenObjectionItemFragment,
} from '@/graphql/generated/types'
import { controlOf } from './control'
import { areaStates, frameOf, middleOf } from './planState'
import { queueOf, reasonOf } from './queue'

const minute = (n: number): string => new Date(Date.parse('2026-11-24T02:00:00Z') + n * 60_000).toISOString()
const alert = (id: string, tier: Tier, due = 0, state: AlertState = 'UNACKNOWLEDGED', caseId: string | null = null) =>
  ({ id, tier, worstTier: tier, state, acknowledgeDueAt: minute(due), case: caseId ? { id: caseId } : null }) as AlertListItemFragment
const item = (id: string, state: CaseState, isOverdue = false, tier: Tier = 'YELLOW', due = 0) =>
  ({
    id,
    state,
    tier,
    isOverdue,
    acknowledgeDueAt: minute(due),
    disposeDueAt: minute(due),
    recheckDueAt: minute(due),
    openedAt: minute(0),
  }) as CaseListItemFragment
const report = (id: string, grade: 'GENERAL' | 'MAJOR' = 'GENERAL') =>
  ({ id, grade, state: 'SUBMITTED', receivedAt: minute(0) }) as HazardReportListItemFragment
const objection = (id: string, made = 0) => ({ id, madeAt: minute(made) }) as OpenObjectionItemFragment
type Lists = Parameters<typeof queueOf>[0]
const ids = (lists: Partial<Lists>): string[] =>
  queueOf({ alerts: [], cases: [], hazards: [], objections: [], ...lists }).map(({ id }) => id)

describe('the queue', () => {
  it('begins with unseen red alerts, then what is late, then other unseen alerts, rechecks and triage', () => {
    const cases = [item('moving', 'IN_DISPOSAL'), item('recheck', 'AWAITING_RECHECK'), item('late', 'IN_DISPOSAL', true)]
    expect(ids({ alerts: [alert('orange', 'ORANGE'), alert('red', 'RED')], cases, hazards: [report('report')] })).toEqual([
      'red',
      'late',
      'orange',
      'recheck',
      'report',
      'moving',
    ])
  })

  it('puts the worse tier first and then what is due earlier', () => {
    const cases = [
      item('yellow', 'IN_DISPOSAL', true, 'YELLOW', 0),
      item('red-later', 'IN_DISPOSAL', true, 'RED', 9),
      item('red', 'IN_DISPOSAL', true, 'RED', 3),
    ]
    expect(ids({ alerts: [], cases, hazards: [] })).toEqual(['red', 'red-later', 'yellow'])
  })

  it('shows an unseen alert instead of its open case, and leaves out what is seen or over', () => {
    const alerts = [alert('unseen', 'RED', 0, 'RTN_UNACKNOWLEDGED', 'its-case'), alert('seen', 'RED', 0, 'ACKNOWLEDGED')]
    expect(ids({ alerts, cases: [item('its-case', 'OPEN', true), item('over', 'ARCHIVED')], hazards: [] })).toEqual(['unseen'])
  })

  it('keeps an unseen alert that was red on top after it went down', () => {
    const lowered = { ...alert('lowered', 'YELLOW'), worstTier: 'RED' as const }
    expect(ids({ alerts: [alert('orange', 'ORANGE'), lowered], cases: [], hazards: [] })).toEqual(['lowered', 'orange'])
  })

  it('puts a major hazard before general ones', () => {
    expect(ids({ alerts: [], cases: [], hazards: [report('general'), report('major', 'MAJOR')] })).toEqual(['major', 'general'])
  })

  it('puts objections that nobody answered before triage, what waits longest first', () => {
    const cases = [item('recheck', 'AWAITING_RECHECK'), item('moving', 'IN_DISPOSAL')]
    expect(ids({ cases, hazards: [report('major', 'MAJOR')], objections: [objection('later', 5), objection('first')] })).toEqual([
      'recheck',
      'first',
      'later',
      'major',
      'moving',
    ])
  })

  it('says why a case stands where it stands', () => {
    expect(reasonOf({ kind: 'case', id: 'x', case: item('x', 'OPEN') })).toBe('OPEN')
    expect(reasonOf({ kind: 'case', id: 'x', case: item('x', 'OPEN', true) })).toBe('OVERDUE')
  })
})

describe('is it under control', () => {
  const figures = (red: number, orange: number, overdueCases: number, silentSensors: number) =>
    controlOf({
      alertsByTier: [
        { tier: 'RED', count: red },
        { tier: 'ORANGE', count: orange },
      ],
      overdueCases,
      silentSensors,
    })

  it('no, with a red alert or something late; watch, with orange or a blind sensor; else yes', () => {
    expect(figures(1, 0, 0, 0)).toBe('ACT')
    expect(figures(0, 0, 1, 0)).toBe('ACT')
    expect(figures(0, 1, 0, 0)).toBe('WATCH')
    expect(figures(0, 0, 0, 1)).toBe('WATCH')
    expect(figures(0, 0, 0, 0)).toBe('CALM')
  })
})

describe('the plan', () => {
  const area = { id: 'a', polygon: [0, 0, 10, 0, 10, 10, 0, 10] }
  const here = { area: { id: 'a' } }

  it('shows the worst active alert of an area', () => {
    const alerts = [
      { tier: 'YELLOW' as const, isActive: true, sensor: here },
      { tier: 'RED' as const, isActive: false, sensor: here },
      { tier: 'ORANGE' as const, isActive: true, sensor: here },
    ]
    expect(areaStates({ areas: [area], alerts, sensors: [] })[0]).toMatchObject({ look: 'tier', tier: 'ORANGE', alertCount: 2 })
  })

  it('never shows an area with a silent sensor as calm', () => {
    const sensors = [
      { state: 'SILENT' as const, ...here },
      { state: 'IN_SERVICE' as const, ...here },
    ]
    expect(areaStates({ areas: [area], alerts: [], sensors })[0]).toMatchObject({ look: 'blind', silentCount: 1 })
  })

  it('never shows an area that nobody watches as calm', () => {
    expect(areaStates({ areas: [area], alerts: [], sensors: [] })[0]?.look).toBe('unwatched')
    expect(areaStates({ areas: [area], alerts: [], sensors: [{ state: 'IN_SERVICE', ...here }] })[0]?.look).toBe('calm')
  })

  it('marks the middle and takes the frame of the picture, or one around the areas', () => {
    expect(middleOf(area.polygon)).toEqual({ x: 5, y: 5 })
    expect(frameOf('<svg viewBox="0 0 1200 760">', [])).toEqual({ x: 0, y: 0, width: 1200, height: 760 })
    expect(frameOf(null, [area.polygon])).toEqual({ x: -20, y: -20, width: 50, height: 50 })
  })
})
