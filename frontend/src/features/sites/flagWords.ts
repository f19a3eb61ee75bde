import { isBlind } from '@/features/monitor/source'
import { withUnit } from '@/features/readings/value'
import { t } from '@/shared/i18n'
import type { AreaState } from './planState'

/** What stands on the flag of an area: what it was unanswered, else the value of its worst source and how many more there are;
 * null for none. */
export function flagWords(state: AreaState): string | null {
  const words = presentWords(state)
  if (!state.former) return words
  return [words, t('plan.unanswered', { tier: t(`Tier.${state.former}`) })].filter(Boolean).join(' · ')
}

function presentWords({ status, worst, notNormalCount, blindCount }: AreaState): string | null {
  if (status === 'blind') return t('plan.blindFlag', { n: blindCount })
  if (status !== 'tier' || !worst) return null
  const hasValue = worst.kind === 'READINGS' && worst.latest !== null && !isBlind(worst)
  if (!hasValue || !worst.latest) return t('plan.points', { n: notNormalCount })
  const value = withUnit(worst.latest.value, worst.unit)
  return notNormalCount > 1 ? `${value} +${notNormalCount - 1}` : value
}
