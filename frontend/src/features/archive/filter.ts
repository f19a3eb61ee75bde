import { startOfDay } from '@/features/desk/list'
import type { CaseOutcome, Tier } from '@/graphql/generated/enums'
import type { ArchivedCasesQueryVariables } from '@/graphql/generated/types'

export interface ArchiveFilter {
  query: string
  outcome: CaseOutcome | 'all'
  tier: Tier | 'all'
  /** Days as an input gives them, "2026-11-24", both included; empty for no bound. */
  from: string
  to: string
}

export const NO_FILTER: ArchiveFilter = { query: '', outcome: 'all', tier: 'all', from: '', to: '' }

/** What the server is asked; days begin where the person is. */
export function queryOf({ query, outcome, tier, from, to }: ArchiveFilter): Pick<ArchivedCasesQueryVariables, 'query' | 'filter'> {
  return {
    query: query.trim().slice(0, 100),
    filter: {
      outcomes: outcome === 'all' ? null : [outcome],
      tiers: tier === 'all' ? null : [tier],
      fromAt: startOfDay(from),
      toAt: startOfDay(to, 1),
    },
  }
}

/** Whether anything but the words narrows the search. */
export function isNarrowed(chosen: ArchiveFilter): boolean {
  return chosen.outcome !== 'all' || chosen.tier !== 'all' || chosen.from !== '' || chosen.to !== ''
}
