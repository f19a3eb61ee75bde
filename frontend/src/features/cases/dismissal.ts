import type { CaseOutcome, Tier } from '@/graphql/generated/enums'

interface Dismissed {
  tier: Tier
  outcome: CaseOutcome | null
  /** Of a duplicate: whether the case that it goes on in is still open. */
  isOriginalOpen: boolean
}

/** As the server asks: what is red or orange ends for a reason of substance, unless it goes on in a case that is open. */
export function needsFullReason({ tier, outcome, isOriginalOpen }: Dismissed): boolean {
  if (outcome === null || (tier !== 'RED' && tier !== 'ORANGE')) return false
  return outcome !== 'DUPLICATE' || !isOriginalOpen
}
