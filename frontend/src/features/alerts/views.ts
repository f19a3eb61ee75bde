import type { LocationQuery } from 'vue-router'
import { CODE, narrowed, some, startOfDay, wordsOf, type Values } from '@/features/desk/list'
import type { AlertCondition } from '@/graphql/generated/enums'
import type { AlertFilter, Announced } from '@/graphql/generated/types'
import { OPEN, UNSEEN } from './alertState'

/** The views of the list of alerts. Suppressed ones have a view of their own; every other but that of all leaves them out. */
export const VIEWS = ['open', 'unseen', 'late', 'all', 'suppressed'] as const
export type View = (typeof VIEWS)[number]

export const FILTERS: Record<View, AlertFilter> = {
  open: { states: OPEN, isSuppressed: false, leads: true },
  unseen: { states: UNSEEN, isSuppressed: false, leads: true },
  late: { isMatterOverdue: true, isSuppressed: false, leads: true },
  all: {},
  suppressed: { isSuppressed: true },
}

export function isView(name: unknown): name is View {
  return VIEWS.some((known) => known === name)
}

/** The view that an address names. */
export function viewIn({ view }: LocationQuery): View {
  return isView(view) ? view : 'open'
}

/** What the list is filtered by, beside words and days. */
export const FILTERED_BY = ['tier', 'stage', 'area', 'equipment', 'department', 'person'] as const

/** What only a figure leads to: answered late, of a source, explained by one, for which reason, in which time somebody was called. */
export const FIGURED_BY = ['answer', 'source', 'behind', 'condition', 'called'] as const

/** A time in which somebody was called, as an address holds it; `person`: whose, 'nobody' for sources that are nobody's. */
export function calledIn(from: string, to: string, person?: string): string {
  return [from, to, ...(person ? [person] : [])].join('~')
}

/** The same for the server; null for what is no time. */
export function announcedIn(called: string | undefined): Announced | null {
  const [fromAt = '', toAt = '', person] = (called ?? '').split('~')
  if (Number.isNaN(Date.parse(fromAt)) || Number.isNaN(Date.parse(toAt))) return null
  return { fromAt, toAt, personId: person === 'nobody' ? null : (person ?? null), isNobodys: person === 'nobody' }
}

/** The filter of a view, narrowed by what stands in the address, as the server takes it. */
export function filterOf(view: View, values: Values<(typeof FILTERED_BY | typeof FIGURED_BY)[number]>): AlertFilter {
  const base = FILTERS[view]
  return {
    ...base,
    // What stands behind another one of its group is found, too, by whoever looks for it.
    leads: (base.leads ?? false) && values.words.length === 0,
    ...narrowed(FILTERED_BY, values),
    raisedFrom: startOfDay(values.from[0]),
    raisedTo: startOfDay(values.to[0], 1),
    isLate: values.answer.includes('LATE'),
    sensorIds: some(values.source),
    explainedBy: values.behind.find((each) => /^\d+$/.test(each)) ?? null,
    conditions: some(values.condition.filter((each): each is AlertCondition => CODE.test(each))),
    announced: announcedIn(values.called[0]),
    text: wordsOf(values),
  }
}
