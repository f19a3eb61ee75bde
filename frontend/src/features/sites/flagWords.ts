import { isBlind } from '@/features/monitoring/source'
import { withUnit } from '@/features/readings/value'
import { ageWords, t } from '@/shared/i18n'
import { clockOffset } from '@/shared/now'
import type { AreaState } from './planState'

/** "看不见 2 · 从没来过 1": how many nobody sees, and how many nobody ever did. */
export function unseenFlag({ blindCount, unheardCount }: AreaState): string {
  const parts = [blindCount > 0 && t('plan.blindFlag', { n: blindCount }), unheardCount > 0 && t('plan.unheardFlag', { n: unheardCount })]
  return parts.filter(Boolean).join(' · ')
}

/** What stands on the flag of an area: what it was unanswered, else the value of its worst source and how many more there are;
 * null for none. Of what was seen some time ago only the least that it may be: so small a flag has no room for when that was. */
export function flagWords(state: AreaState): string | null {
  const former = formerWords(state)
  if (former && state.status === 'blind') return former
  if (state.isPast && state.tier) return former || t('plan.atLeast', { tier: t(`Tier.${state.tier}`) })
  return [presentWords(state), former].filter(Boolean).join(' · ') || null
}

/** The same beside the plan, where there is room: also what was measured, and when. */
export function areaWords(state: AreaState): string {
  const least = state.isPast && state.tier ? t('plan.atLeast', { tier: t(`Tier.${state.tier}`) }) : ''
  return [least, presentWords(state), formerWords(state)].filter(Boolean).join(' · ')
}

const formerWords = ({ former }: AreaState): string => (former ? t('plan.unanswered', { tier: t(`Tier.${former}`) }) : '')

function presentWords(state: AreaState): string | null {
  const { status, worst, notNormalCount, isPast } = state
  if (status === 'blind') return unseenFlag(state)
  if (status !== 'tier' || !worst) return null
  const hasValue = worst.kind === 'READINGS' && worst.latest !== null && !isBlind(worst)
  if (!hasValue || !worst.latest) return t('plan.points', { n: notNormalCount })
  const measured = withUnit(worst.latest.value, worst.unit)
  const value = isPast ? `${measured} · ${ageWords(worst.latest.sampledAt, Date.now() + clockOffset.value)}` : measured
  return notNormalCount > 1 ? `${value} +${notNormalCount - 1}` : value
}
