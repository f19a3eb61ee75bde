import { membership } from '@/features/people/session'
import type { LabelSet, Tier } from '@/graphql/generated/enums'
import { t } from '@/shared/i18n'

/** The word of a risk level, in the words of the site; its colour says which level. Needs the words `sites.levels`. */
export function riskLevel(colour: Tier, labels: LabelSet = membership.value?.site.labelSet ?? 'RISK'): string {
  return t(`RiskLevel.${labels}.${colour}`)
}
