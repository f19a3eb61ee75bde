import type { RouteLocationRaw } from 'vue-router'
import { startOfDay } from '@/features/desk/list'
import { isoDay } from '@/shared/i18n'

/** Whole days of this device's zone, the last one today: what a list is filtered by is what is counted. */
export interface Period {
  /** First and last day, as an address holds them. */
  from: string
  to: string
  /** The moments at which the first begins and the last ends. */
  start: string
  end: string
  beforeFrom: string
  beforeTo: string
}

export function periodOf(days: number, now: number): Period {
  const day = (ago: number): string => {
    const at = new Date(now)
    at.setDate(at.getDate() - ago)
    return isoDay(at)
  }
  const [from, to] = [day(days - 1), day(0)]
  return {
    from,
    to,
    start: startOfDay(from) ?? '',
    end: startOfDay(to, 1) ?? '',
    beforeFrom: day(2 * days - 1),
    beforeTo: day(days),
  }
}

/** The cases of alerts of a source for this reason that were dismissed as false within the period. */
export function falseAlarmsOf(source: string, condition: string, { from, to }: Pick<Period, 'from' | 'to'>): RouteLocationRaw {
  return { path: '/archive', query: { outcome: 'FALSE_ALARM', source, condition, from, to } }
}
