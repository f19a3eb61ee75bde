import { withUnit } from '@/features/readings/value'
import type { Tier } from '@/graphql/generated/enums'
import type { RecommendedValuesQuery } from '@/graphql/generated/types'
import { figure, span, t } from '@/shared/i18n'

export type Suggested = RecommendedValuesQuery['recommendedValues'][number]

/** "0.8 mm/s · 3 × noise" */
export function suggestedWords(found: Suggested, unit: string): string {
  if (found.kind === 'ON_DELAY' || found.kind === 'OFF_DELAY')
    return t(`RecommendedKind.${found.kind}`, { value: span(found.value * 1000) })
  const value = withUnit(found.value, unit)
  if (found.kind === 'DEADBAND') return t('RecommendedKind.DEADBAND', { value })
  return t('RecommendedKind.LIMIT', { value, often: t(found.basis >= 1 ? 'lab.daily' : 'lab.weekly') })
}

/** Two digits are enough for "so many a day". */
export function perDay(value: number): string {
  return figure(value, value >= 10 ? 0 : value >= 1 ? 1 : 2)
}

export function tierWords(tiers: readonly Tier[]): string {
  return tiers.map((tier) => t(`Tier.${tier}`)).join(' / ')
}
