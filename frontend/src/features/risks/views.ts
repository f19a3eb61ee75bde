import type { RiskFilter } from '@/graphql/generated/types'

/** Views of the register, by the name that stands in the address. */
export const FILTERS = {
  inForce: { states: ['IN_FORCE'] },
  unconfirmed: { isUnconfirmed: true },
  proposed: { hasProposal: true },
  overdue: { isReviewOverdue: true },
  drafts: { states: ['DRAFT'] },
  closed: { states: ['CLOSED'] },
} satisfies Record<string, RiskFilter>
export type View = keyof typeof FILTERS
export const VIEWS = Object.keys(FILTERS) as View[]

/** The view that an address names. */
export function viewIn(asked: unknown): View {
  return VIEWS.find((each) => each === asked) ?? 'inForce'
}
