import { measured, withUnit } from '@/features/readings/value'
import type { LimitSide, Tier } from '@/graphql/generated/enums'
import type { RecommendedValuesQuery } from '@/graphql/generated/types'
import { figure, span, t } from '@/shared/i18n'
import { limitOf } from './draft'
import type { Problem } from './problems'

export type Suggested = RecommendedValuesQuery['recommendedValues'][number]

/** "0.8 · 3 × noise"; the unit stands beside the field. */
export function suggestedWords({ kind, value, basis }: Suggested): string {
  if (kind === 'ON_DELAY' || kind === 'OFF_DELAY') return t(`RecommendedKind.${kind}`, { value: span(value * 1000) })
  if (kind === 'DEADBAND') return t('RecommendedKind.DEADBAND', { value: measured(value) })
  return t('RecommendedKind.LIMIT', { value: measured(value), often: t(basis >= 1 ? 'lab.daily' : 'lab.weekly') })
}

/** Two digits are enough for "so many a day". */
export function perDay(value: number): string {
  return figure(value, value >= 10 ? 0 : value >= 1 ? 1 : 2)
}

export function tierWords(tiers: readonly Tier[]): string {
  return tiers.map((tier) => t(`Tier.${tier}`)).join(' / ')
}

/** "Yellow line", "low yellow line". */
export function limitWords({ side, tier }: { side: LimitSide; tier: Tier }): string {
  return t(`lab.line.${side}`, { tier: t(`monitor.tier.${tier}`) })
}

export function fieldWords(field: string): string {
  const limit = limitOf(field)
  if (limit) return limitWords(limit)
  return t(field === 'deadband' ? 'lab.deadband' : field === 'onDelaySeconds' ? 'lab.onDelay' : 'lab.offDelay')
}

const isDelay = (field: string): boolean => field.endsWith('Seconds')

/** What is wrong with a field and what would be right, in one sentence. */
export function problemWords(problem: Problem, unit: string): string {
  const name = fieldWords(problem.field)
  const amount = (value: number): string => (isDelay(problem.field) ? `${measured(value)} ${t('lab.seconds')}` : withUnit(value, unit))
  switch (problem.why) {
    case 'empty':
      return t(limitOf(problem.field) ? 'lab.why.emptyLimit' : 'lab.why.empty', { name })
    case 'number':
      return t('lab.why.number', { name })
    case 'none':
      return t('lab.why.none')
    case 'negative':
      return t('lab.why.negative', { name, value: amount(problem.value) })
    case 'room':
      return t('lab.why.room', { value: amount(problem.value) })
    case 'below':
    case 'above':
    case 'long':
      return t(`lab.why.${problem.why}`, { name, value: amount(problem.value), bound: amount(problem.bound) })
    case 'order':
    case 'crossed': {
      const words = { name, value: amount(problem.value), other: limitWords(problem.other), bound: amount(problem.other.value) }
      return t(`lab.why.${problem.why}`, words)
    }
  }
}
