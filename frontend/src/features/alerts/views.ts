import type { LocationQuery } from 'vue-router'
import { narrowed, startOfDay, wordsOf, type Values } from '@/features/desk/list'
import type { AlertFilter } from '@/graphql/generated/types'
import { OPEN, UNSEEN } from './alertState'

/** The views of the list of alerts. Suppressed ones have a view of their own; every other but that of all leaves them out. */
export const VIEWS = ['open', 'unseen', 'late', 'all', 'suppressed'] as const
export type View = (typeof VIEWS)[number]

export const FILTERS: Record<View, AlertFilter> = {
  open: { states: OPEN, isSuppressed: false, leads: true },
  unseen: { states: UNSEEN, isSuppressed: false, leads: true },
  late: { isOverdue: true, isSuppressed: false, leads: true },
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

/** The filter of a view, narrowed by what stands in the address, as the server takes it. */
export function filterOf(view: View, values: Values<(typeof FILTERED_BY)[number] | 'answer'>): AlertFilter {
  const base = FILTERS[view]
  return {
    ...base,
    // What stands behind another one of its group is found, too, by whoever looks for it.
    leads: (base.leads ?? false) && values.words.length === 0,
    ...narrowed(FILTERED_BY, values),
    raisedFrom: startOfDay(values.from[0]),
    raisedTo: startOfDay(values.to[0], 1),
    isLate: values.answer.includes('LATE'),
    text: wordsOf(values),
  }
}
