import { describe, expect, it } from 'vitest'
import type { AlertState, CaseState, Tier } from '@/graphql/generated/enums'
import type {
  AlertListItemFragment,
  CaseListItemFragment,
  HazardReportListItemFragment,
  OpenObjectionItemFragment,
} from '@/graphql/generated/types'
import { deadlineOf, isLate, stackOf, type CaseWork, type StackItem, type WorkEntry } from './stack'
import { t } from '@/shared/i18n'
import { deskOf, lineOf, pathOf, titleOf, verbOf, whereOf } from './stackWords'

const minute = (n: number): string => new Date(Date.parse('2026-11-24T02:00:00Z') + n * 60_000).toISOString()
const alert = (id: string, tier: Tier, due = 0, state: AlertState = 'UNACKNOWLEDGED', caseId: string | null = null) =>
  ({
    id,
    tier,
    rank: tier,
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
    isRecovered: false,
  }) as CaseListItemFragment
const report = (id: string, grade: 'GENERAL' | 'MAJOR' = 'GENERAL') =>
  ({ id, grade, state: 'SUBMITTED', receivedAt: minute(0), mayTriage: true }) as HazardReportListItemFragment
const objection = (id: string, made = 0) => ({ id, madeAt: minute(made) }) as OpenObjectionItemFragment
const work = (id: string, kind: CaseWork['kind'], tier: Tier = 'YELLOW', due = 0) =>
  ({ id, noun: 'case', kind, tier, dueAt: minute(due), case: { id, paused: null }, task: null, asked: null }) as unknown as CaseWork
/** Of a noun that this app does not know. */
const foreign = (id: string, tier: Tier | null = null, due: number | null = 0) =>
  ({
    id,
    noun: 'calibration',
    number: 'JZ-1',
    title: { zh: '校准 GD-101', en: 'Calibrate GD-101' },
    step: { zh: '待校准', en: 'To calibrate' },
    place: null,
    tier,
    dueAt: due === null ? null : minute(due),
    page: `/calibrations/${id}`,
  }) as unknown as WorkEntry
type Lists = Parameters<typeof stackOf>[0]
const stack = (lists: Partial<Lists>) =>
  stackOf({ mayAcknowledge: true, alerts: [], work: [], cases: [], hazards: [], objections: [], ...lists })
/** All of it, as one list: what waits for me, then what others have. */
const ids = (lists: Partial<Lists>): string[] => [...stack(lists).mine, ...stack(lists).others].map(({ id }) => id)

describe('the stack', () => {
  it('puts a red case that is late for a day before orange ones that are late by minutes', () => {
    const mine = [work('orange', 'DISPOSE', 'ORANGE', -3), work('red', 'DISPOSE', 'RED', -1380)]
    expect(ids({ alerts: [alert('yellow', 'YELLOW', -5)], work: mine, hazards: [report('report')] })).toEqual([
      'DISPOSE/red',
      'DISPOSE/orange',
      'yellow',
      'report',
    ])
  })

  it('puts what goes on before what has recovered', () => {
    expect(ids({ alerts: [alert('over', 'RED', -9, 'RTN_UNACKNOWLEDGED'), alert('active', 'RED', 5)] })).toEqual(['active', 'over'])
    const cases = [
      { ...item('recovered', 'IN_DISPOSAL', true, 'RED', -20), isRecovered: true },
      item('active', 'IN_DISPOSAL', false, 'RED', 5),
    ]
    expect(ids({ cases })).toEqual(['active', 'recovered'])
  })

  it('shows my part of a case, and the case itself only where others have all of it', () => {
    const cases = [item('mine', 'IN_DISPOSAL'), item('theirs', 'IN_DISPOSAL')]
    const { mine, others } = stack({ work: [work('mine', 'DISPOSE')], cases })
    expect(mine.map(({ id }) => id)).toEqual(['DISPOSE/mine'])
    expect(others.map(({ id }) => id)).toEqual(['theirs'])
  })

  it('asks once for an alert and its case', () => {
    const alerts = [alert('unseen', 'RED', 0, 'UNACKNOWLEDGED', 'its-case')]
    expect(ids({ alerts, work: [work('its-case', 'ACKNOWLEDGE'), work('other', 'ACKNOWLEDGE')] })).toEqual(['unseen', 'ACKNOWLEDGE/other'])
  })

  it('is late after its time, unless its clock stands still', () => {
    const now = Date.parse(minute(10))
    const late = work('late', 'DISPOSE', 'RED', 5)
    const paused = { ...late, case: { ...late.case, paused: { since: minute(1), until: minute(60) } } } as CaseWork
    expect(isLate({ kind: 'work', id: 'x', work: late }, now)).toBe(true)
    expect(isLate({ kind: 'work', id: 'x', work: paused }, now)).toBe(false)
  })

  it('puts the worse tier first and then what is due earlier', () => {
    const cases = [
      item('yellow', 'IN_DISPOSAL', true, 'YELLOW', 0),
      item('red-later', 'IN_DISPOSAL', true, 'RED', 9),
      item('red', 'IN_DISPOSAL', true, 'RED', 3),
    ]
    expect(ids({ cases })).toEqual(['red', 'red-later', 'yellow'])
  })

  it('shows an unseen alert instead of its open case, and leaves out what is seen or over', () => {
    const alerts = [alert('unseen', 'RED', 0, 'RTN_UNACKNOWLEDGED', 'its-case'), alert('seen', 'RED', 0, 'ACKNOWLEDGED')]
    expect(ids({ alerts, cases: [item('its-case', 'OPEN', true), item('over', 'ARCHIVED')] })).toEqual(['unseen'])
  })

  it('keeps an unseen alert that was red on top after it went down', () => {
    const lowered = { ...alert('lowered', 'YELLOW'), rank: 'RED' as const }
    expect(ids({ alerts: [alert('orange', 'ORANGE'), lowered] })).toEqual(['lowered', 'orange'])
  })

  it('puts a major hazard before general ones', () => {
    expect(ids({ hazards: [report('general'), report('major', 'MAJOR')] })).toEqual(['major', 'general'])
  })

  it('puts what has no tier behind all that has one, objections that wait longest first', () => {
    const mine = [work('moving', 'RECHECK', 'BLUE')]
    expect(ids({ work: mine, hazards: [report('major', 'MAJOR')], objections: [objection('later', 5), objection('first')] })).toEqual([
      'major',
      'RECHECK/moving',
      'first',
      'later',
    ])
  })

  it('shows work of a noun that it does not know by what all work has, and opens its page', () => {
    const found: StackItem = { kind: 'work', id: 'calibration/one', work: foreign('one', null, 5) }
    expect([titleOf(found), lineOf(found), whereOf(found)]).toEqual(['校准 GD-101', '待校准', ''])
    expect([pathOf(found), deskOf(found), verbOf(found)]).toEqual(['/calibrations/one', '/calibrations/one', t('stack.do.OTHER')])
    expect([isLate(found, Date.parse(minute(4))), isLate(found, Date.parse(minute(6)))]).toEqual([false, true])
    expect(deadlineOf({ ...found, work: foreign('one', null, null) })).toBeNull()
  })

  it('puts own work without a tier behind reports, what is due first, what has no deadline last', () => {
    const mine = [foreign('some-day', null, null), foreign('later', null, 9), foreign('red', 'RED'), foreign('sooner', null, -9)]
    expect(ids({ work: [...mine, work('case', 'DISPOSE', 'BLUE')], hazards: [report('report')] })).toEqual([
      'calibration/red',
      'DISPOSE/case',
      'report',
      'calibration/sooner',
      'calibration/later',
      'calibration/some-day',
    ])
  })

  it('offers nobody what the server would refuse: it waits for others, and may still be looked at', () => {
    const unseen = alert('unseen', 'RED', 0, 'UNACKNOWLEDGED', 'its-case')
    const ofAdministrator = stack({ mayAcknowledge: false, alerts: [unseen], cases: [item('its-case', 'OPEN'), item('other', 'OPEN')] })
    expect(ofAdministrator.mine).toEqual([])
    expect(ofAdministrator.others.map(({ kind, id }) => `${kind}/${id}`)).toEqual(['alert/unseen', 'case/other'])

    const own = { ...report('own'), mayTriage: false }
    expect(stack({ hazards: [own, report('of-others')] }).mine.map(({ id }) => id)).toEqual(['of-others'])
    expect(stack({ hazards: [own] }).others.map(({ id }) => id)).toEqual(['own'])
  })
})
