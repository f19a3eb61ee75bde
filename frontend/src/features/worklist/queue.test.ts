import { describe, expect, it } from 'vitest'
import type { AlertState, CaseState, Tier } from '@/graphql/generated/enums'
import type {
  AlertListItemFragment,
  CaseListItemFragment,
  HazardReportListItemFragment,
  OpenObjectionItemFragment,
} from '@/graphql/generated/types'
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
  it('begins with unseen red alerts, then what is overdue, then other unseen alerts, rechecks and triage', () => {
    const cases = [item('moving', 'IN_DISPOSAL'), item('recheck', 'AWAITING_RECHECK'), item('overdue', 'IN_DISPOSAL', true)]
    expect(ids({ alerts: [alert('orange', 'ORANGE'), alert('red', 'RED')], cases, hazards: [report('report')] })).toEqual([
      'red',
      'overdue',
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
