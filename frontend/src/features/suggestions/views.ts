import type { SuggestionFilter } from '@/graphql/generated/types'

export const FILTERS = {
  waiting: { states: ['SUBMITTED'] },
  mine: { isMine: true },
  assigned: { isAssigned: true },
  adopted: { states: ['ADOPTED'] },
  done: { states: ['CARRIED_OUT'] },
  declined: { states: ['DECLINED'] },
  all: {},
} satisfies Record<string, SuggestionFilter>
export type View = keyof typeof FILTERS

/** The views that a person gets; only officers answer, and see what was declined. */
export function viewsFor(isOfficer: boolean): View[] {
  return (Object.keys(FILTERS) as View[]).filter((view) => isOfficer || (view !== 'waiting' && view !== 'declined'))
}

/** The view that an address names. */
export function viewIn(asked: unknown, isOfficer: boolean): View {
  if (typeof asked === 'string' && asked in FILTERS) return asked as View
  return isOfficer ? 'waiting' : 'mine'
}
