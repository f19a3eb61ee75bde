import type { AlertCondition, Tier } from '@/graphql/generated/enums'
import { clockTime, span, t } from '@/shared/i18n'
import { withUnit } from './value'

export interface Cause {
  condition: AlertCondition
  /** Null for a silent source. */
  value: number | null
  limit: number | null
  unit: string
  sampledAt: string
  heldForSeconds?: number
}

/** Why the alert was raised, in one sentence with its numbers, in the person's language. */
export function causeSentence(cause: Cause, tier?: Tier): string {
  if (cause.condition === 'SILENT' || cause.value === null) return t('cause.silent', { time: clockTime(cause.sampledAt) })
  const value = withUnit(cause.value, cause.unit)
  if (cause.limit === null) return t('cause.value', { value })
  const key = cause.condition === 'LIMIT_HIGH' ? 'cause.high' : 'cause.low'
  const sentence = t(key, { value, limit: withUnit(cause.limit, cause.unit), tier: tier ? t(`cause.tier.${tier}`) : '' })
  const held = cause.heldForSeconds ?? 0
  return held >= 1 ? `${sentence}${t('cause.held', { span: span(held * 1000) })}` : sentence
}
