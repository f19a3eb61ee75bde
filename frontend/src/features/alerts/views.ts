import type { LocationQuery } from 'vue-router'
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
