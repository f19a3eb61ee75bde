import { describe, expect, it } from 'vitest'
import type { AlertState, CaseState, Tier } from '@/graphql/generated/enums'
import type {
  AlertListItemFragment,
  CaseListItemFragment,
  HazardReportListItemFragment,
  OpenObjectionItemFragment,
} from '@/graphql/generated/types'
import { headingOf, queueOf } from './queue'

const minute = (n: number): string => new Date(Date.parse('2026-11-24T02:00:00Z') + n * 60_000).toISOString()
const alert = (id: string, tier: Tier, due = 0, state: AlertState = 'UNACKNOWLEDGED', caseId: string | null = null) =>
  ({
    id,
    tier,
    worstTier: tier,
    state,
    isActive: state !== 'RTN_UNACKNOWLEDGED',
    raisedAt: minute(0),
    acknowledgeDueAt: minute(due),
    case: caseId ? { id: caseId } : null,
  }) as AlertListItemFragment
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
  it('puts a red case that is late for a day before orange ones that are late by minutes', () => {
    const cases = [item('orange', 'OPEN', true, 'ORANGE', -3), item('red', 'IN_DISPOSAL', true, 'RED', -1380)]
    expect(ids({ alerts: [alert('yellow', 'YELLOW', -5)], cases, hazards: [report('report')] })).toEqual([
      'red',
      'orange',
      'yellow',
      'report',
    ])
  })

  it('puts what goes on before what has recovered', () => {
    const alerts = [alert('over', 'RED', -9, 'RTN_UNACKNOWLEDGED'), alert('active', 'RED', 5)]
    const cases = [{ ...item('recovered', 'IN_DISPOSAL', true, 'RED', -20), isRecovered: true }]
    expect(ids({ alerts, cases })).toEqual(['active', 'recovered', 'over'])
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

  it('puts what has no tier behind all that has one, objections that wait longest first', () => {
    const cases = [item('recheck', 'AWAITING_RECHECK'), item('moving', 'IN_DISPOSAL')]
    expect(ids({ cases, hazards: [report('major', 'MAJOR')], objections: [objection('later', 5), objection('first')] })).toEqual([
      'major',
      'recheck',
      'moving',
      'first',
      'later',
    ])
  })

  it('stands under its tier; what has none says what it waits for', () => {
    expect(headingOf({ kind: 'case', id: 'x', case: item('x', 'OPEN', false, 'BLUE') })).toBe('BLUE')
    expect(headingOf({ kind: 'hazard', id: 'x', hazard: report('x') })).toBe('AWAITING_TRIAGE')
  })
})
