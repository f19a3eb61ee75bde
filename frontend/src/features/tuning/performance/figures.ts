import type { RouteLocationRaw } from 'vue-router'
import { calledIn } from '@/features/alerts/views'
import type { KpiFigure } from '@/graphql/generated/enums'
import type { KpiReportQuery, KpisQuery } from '@/graphql/generated/types'
import { figure as number, isoDay, t, text } from '@/shared/i18n'
import type { Period } from './period'

export type Report = KpiReportQuery['kpiReport']
export type Figure = Report['figures'][number]

/** Shares are from 0 to 1, the others are numbers. */
const SHARES: KpiFigure[] = ['RED_SHARE', 'ACKNOWLEDGED_IN_TIME', 'FALSE_ALARMS', 'FLOOD_TIME', 'TOP_TEN']
const HIGHER_IS_BETTER: KpiFigure[] = ['ACKNOWLEDGED_IN_TIME']

export function percent(share: number, digits = 0): string {
  return `${number(share * 100, digits)} %`
}

export function amountOf(figure: KpiFigure, value: number | null): string {
  if (value === null) return '–'
  return SHARES.includes(figure) ? percent(value, value > 0 && value < 0.01 ? 2 : 0) : number(value, 1)
}

export type Course = 'better' | 'worse' | 'same'

/** How a figure went against the time before; null where there is nothing to compare. What reads the same is the same. */
export function courseOf({ figure, value, before }: Figure): Course | null {
  if (value === null || before === null) return null
  if (amountOf(figure, value) === amountOf(figure, before)) return 'same'
  return value > before === HIGHER_IS_BETTER.includes(figure) ? 'better' : 'worse'
}

/** Whether the target is met; null without a target or a value. */
export function isMet({ value, target }: Figure): boolean | null {
  return value === null || target === null ? null : value <= target.atMost
}

/** The upper end of the scale, which begins at 0. A target that would flatten all that was measured stays outside of it. */
export function scaleOf({ figure, trend, before, target }: Figure): { high: number; isTargetInside: boolean } {
  const measured = Math.max(0, before ?? 0, ...trend.map((value) => value ?? 0))
  const goal = target?.atMost ?? 0
  const isTargetInside = target !== null && goal <= Math.max(2 * measured, SHARES.includes(figure) ? 0.1 : 5)
  const most = Math.max(measured, isTargetInside ? goal : 0)
  const high = roundUp(most)
  return { high: SHARES.includes(figure) ? Math.min(1, high || 0.01) : Math.max(1, high), isTargetInside }
}

function roundUp(value: number): number {
  if (value <= 0) return 0
  const magnitude = 10 ** Math.floor(Math.log10(value))
  return Number((([1, 1.5, 2, 3, 4, 5, 6, 8].find((step) => step * magnitude >= value * 0.999999) ?? 10) * magnitude).toPrecision(6))
}

/** Where the rows stand that a figure counts: a list with its filter, or a part of this page. */
export function listOf(figure: KpiFigure, { from, to }: Period): RouteLocationRaw {
  const alerts = (more: Record<string, string> = {}): RouteLocationRaw => ({ path: '/alerts', query: { view: 'all', from, to, ...more } })
  switch (figure) {
    case 'ALERTS_PER_DAY':
      return alerts()
    case 'RED_SHARE':
      return alerts({ tier: 'RED' })
    case 'ACKNOWLEDGED_IN_TIME':
      return alerts({ answer: 'LATE' })
    case 'FALSE_ALARMS':
      return { path: '/archive', query: { outcome: 'FALSE_ALARM', from, to } }
    case 'FLOOD_TIME':
      return { hash: '#floods' }
    case 'CHATTERING':
      return { hash: '#chattering' }
    case 'STALE':
      return { hash: '#stale' }
    case 'TOP_TEN':
      return { hash: '#top' }
  }
}

/** The alerts of a department or an area, or those of them that were answered late. */
export function alertsOf(part: { department?: string; area?: string }, { from, to }: Period, isLate = false): RouteLocationRaw {
  return { path: '/alerts', query: { view: 'all', from, to, ...part, ...(isLate ? { answer: 'LATE' } : {}) } }
}

type Day = KpisQuery['kpis']['days'][number]

/** The alerts raised on a day, of all tiers: its bar counts them. */
export function alertsOfDay({ day }: Pick<Day, 'day'>): RouteLocationRaw {
  const at = isoDay(Date.parse(day))
  return { path: '/alerts', query: { view: 'all', from: at, to: at } }
}

/** The alerts that called this person, or nobody, between two moments: within a flood, or within the period. */
export function alertsOfPerson(person: string | undefined, from: string, to: string): RouteLocationRaw {
  return { path: '/alerts', query: { view: 'all', called: calledIn(from, to, person ?? 'nobody') } }
}

/** The cases that were archived within the period although their source was not back to normal. */
export function overriddenIn({ from, to }: Pick<Period, 'from' | 'to'>): RouteLocationRaw {
  return { path: '/archive', query: { override: 'YES', from, to } }
}

/** The alerts with which a source called for this reason, within the period. */
export function alertsOfSource(source: string, condition: string, { start, end }: { start: string; end: string }): RouteLocationRaw {
  return { path: '/alerts', query: { view: 'all', source, condition, called: calledIn(start, end) } }
}

export function nameOf(person: KpisQuery['kpis']['loads'][number]['person']): string {
  return person ? text(person.name) : t('performance.nobody')
}
