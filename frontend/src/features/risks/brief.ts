import type { LiveRiskBriefFragment, RiskEventDetailFragment } from '@/graphql/generated/types'

/** A risk in a few words, as machines, areas and alerts list it. */
export interface Brief {
  id: string
  code: string
  title: { zh: string; en: string }
  accidentClass: { name: { zh: string; en: string } } | null
  residualLevel: number | null
  isConfirmed: boolean
  isReviewOverdue: boolean
  /** As it is now; null for one that is not in force. */
  live: LiveRiskBriefFragment | null
}

/** The same of a whole risk, as the phone has taken it along. */
export function briefOf({ content, ...risk }: RiskEventDetailFragment): Brief {
  return { ...risk, accidentClass: content?.accidentClass ?? null }
}

/** In the order of the register: the worst residual level, then the lower code. */
export function worstFirst<Risk extends Pick<Brief, 'residualLevel' | 'code'>>(risks: Risk[]): Risk[] {
  return [...risks].sort((a, b) => (b.residualLevel ?? 0) - (a.residualLevel ?? 0) || (a.code < b.code ? -1 : 1))
}
