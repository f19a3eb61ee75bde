import { narrowed, startOfDay, wordsOf, type Values } from '@/features/desk/list'
import type { CaseState } from '@/graphql/generated/enums'
import type { CaseFilter } from '@/graphql/generated/types'

const OPEN: CaseState[] = ['OPEN', 'IN_DISPOSAL', 'AWAITING_RECHECK']
/** The views of the list of cases; the numbers on home and in the navigation are those of the same filters. */
export const VIEWS = ['open', 'mine', 'overdue', 'recheck', 'archived'] as const
export type View = (typeof VIEWS)[number]

export const FILTERS: Record<View, CaseFilter> = {
  open: { states: OPEN },
  mine: { isMine: true },
  overdue: { isOverdue: true },
  recheck: { states: ['AWAITING_RECHECK'] },
  archived: { states: ['ARCHIVED'] },
}

export function isView(name: unknown): name is View {
  return VIEWS.some((known) => known === name)
}

/** What the list is filtered by, beside words and days. */
export const FILTERED_BY = ['tier', 'stage', 'area', 'equipment', 'department', 'person'] as const

/** The filter of a view, narrowed by what stands in the address, as the server takes it. */
export function filterOf(view: View, values: Values<(typeof FILTERED_BY)[number]>): CaseFilter {
  return {
    ...FILTERS[view],
    ...narrowed(FILTERED_BY, values),
    openedFrom: startOfDay(values.from[0]),
    openedTo: startOfDay(values.to[0], 1),
    text: wordsOf(values),
  }
}
