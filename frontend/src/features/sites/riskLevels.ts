import { viewer } from '@/features/people/session'
import type { LabelSet, Tier } from '@/graphql/generated/enums'
import { listed, t } from '@/shared/i18n'

/** 4 is the worst, as the register keeps it. */
export type RiskOrdinal = 1 | 2 | 3 | 4
export const COLOURS: Record<RiskOrdinal, Tier> = { 1: 'BLUE', 2: 'YELLOW', 3: 'ORANGE', 4: 'RED' }

/** The word of a risk level in one set. Needs the words `sites.levels`. */
export function riskLevelIn(labels: LabelSet, level: RiskOrdinal): string {
  return t(`RiskLevel.${labels}.${COLOURS[level]}`)
}

/** The four words of a set, the worst first. */
export const wordsOf = (labels: LabelSet): string => listed(([4, 3, 2, 1] as const).map((level) => riskLevelIn(labels, level)))

/**
 * The word of a risk level as the site calls it whose risk it is: somebody of two sites reads each in its own words.
 * Nothing else turns a risk level into words; tiers of alerts, grades of hazards and classes of accidents never come here.
 */
export function riskLevel(level: RiskOrdinal, siteId: string): string {
  const site = viewer.value?.memberships.find((each) => each.site.id === siteId)?.site
  return riskLevelIn(site?.labelSet ?? 'RISK', level)
}
