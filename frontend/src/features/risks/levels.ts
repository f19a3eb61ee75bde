import { membership } from '@/features/people/session'
import { riskLevel, type RiskOrdinal } from '@/features/sites/riskLevels'
import type { LiveRiskPartsFragment } from '@/graphql/generated/types'
import type { ChangeKind } from '@/graphql/changes'
import { isUnproven } from '@/graphql/proof'
import { t } from '@/shared/i18n'

/** Changes that may move the level of a risk. */
export const MOVES_A_LEVEL: ChangeKind[] = ['site', 'alert', 'case']

/** The level that nothing is worse than. */
export const WORST = 4

/** A level of the contract, which knows it as a number, as one of the four; null where nobody has assessed it yet. */
export function ordinal(level: number | null | undefined): RiskOrdinal | null {
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : null
}

/** The word of a level of this site's register; where there is none, that it is not assessed. */
export function levelWord(level: number | null | undefined): string {
  const known = ordinal(level)
  return known === null ? t('risk.notAssessed') : riskLevel(known, membership.value?.site.id ?? '')
}

/** Whether a level now is only the least that it may be: nobody sees, or what is shown is of some time ago. */
export function isUnsure({ isKnown }: { isKnown: boolean }, isOld = false): boolean {
  return !isKnown || isOld || isUnproven.value
}

/** A level now, of an event or a place. */
export type LevelNow = Pick<LiveRiskPartsFragment, 'level' | 'isKnown'>

/** The level now in words: "at least" where nobody sees, also because what is shown `isOld`. */
export function nowWord(live: LevelNow, isOld = false): string {
  return isUnsure(live, isOld) ? t('liveRisk.atLeast', { level: levelWord(live.level) }) : levelWord(live.level)
}

/** The same with by how much it has risen. */
export function liveWord(live: LevelNow & Pick<LiveRiskPartsFragment, 'rise'>, isOld = false): string {
  if (isUnsure(live, isOld) || live.rise === 0) return nowWord(live, isOld)
  return t('liveRisk.rowRisen', { level: levelWord(live.level), n: live.rise })
}
