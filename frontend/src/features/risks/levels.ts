import { membership } from '@/features/people/session'
import { riskLevel, type RiskOrdinal } from '@/features/sites/riskLevels'
import { t } from '@/shared/i18n'

/** A level of the contract, which knows it as a number, as one of the four; null where nobody has assessed it yet. */
export function ordinal(level: number | null | undefined): RiskOrdinal | null {
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : null
}

/** The word of a level of this site's register; where there is none, that it is not assessed. */
export function levelWord(level: number | null | undefined): string {
  const known = ordinal(level)
  return known === null ? t('risk.notAssessed') : riskLevel(known, membership.value?.site.id ?? '')
}
