import { measured, withUnit } from '@/features/readings/value'
import type { AlertCondition, LimitSide, Tier } from '@/graphql/generated/enums'
import { span, t, text, toTheMinute } from '@/shared/i18n'

export interface Cause {
  condition: AlertCondition
  /** Null for a silent source. */
  value: number | null
  limit: number | null
  unit: string
  sampledAt: string
  lastedSeconds?: number
  /** The server's sentence, for conditions whose numbers are not a value and its limit. */
  sentence?: { zh: string; en: string }
  /** What a camera box, an RFID gate or a locator saw; its sentence comes from the server. */
  observed?: { sentence: { zh: string; en: string } } | null
}

interface Limit {
  side: LimitSide
  tier: Tier
  value: number
}

/** These know the reader's clock and the tier of the limit. */
const SAID_HERE: AlertCondition[] = ['LIMIT_HIGH', 'LIMIT_LOW', 'SILENT']

/** The tier of the limit that decided; null when the limits have been changed since. */
export function limitTier({ condition, limit }: Cause, limits: Limit[]): Tier | null {
  const side = condition === 'LIMIT_HIGH' ? 'HIGH' : 'LOW'
  return limits.find((known) => known.side === side && known.value === limit)?.tier ?? null
}

/** The limit that decided, without the value; null where none did, or the limits have been changed since. */
export function limitWords(cause: Cause, limits: Limit[]): string | null {
  const tier = limitTier(cause, limits)
  if (cause.limit === null || !tier) return null
  const key = cause.condition === 'LIMIT_LOW' ? 'cause.lowLimit' : 'cause.highLimit'
  return t(key, { tier: t(`cause.tier.${tier}`), limit: measured(cause.limit) })
}

/** Why the alert was raised, in one sentence with its numbers, in the person's language. `tier` is that of the limit. */
export function causeSentence(cause: Cause, tier: Tier | null = null): string {
  if (cause.observed) return text(cause.observed.sentence)
  if (cause.sentence && !SAID_HERE.includes(cause.condition)) return text(cause.sentence)
  if (cause.condition === 'SILENT' || cause.value === null) return t('cause.silent', { time: toTheMinute(cause.sampledAt) })
  const value = withUnit(cause.value, cause.unit)
  if (cause.limit === null) return t('cause.value', { value })
  const [plain, ofTier] =
    cause.condition === 'LIMIT_HIGH' ? (['cause.high', 'cause.highOf'] as const) : (['cause.low', 'cause.lowOf'] as const)
  const words = { value, limit: withUnit(cause.limit, cause.unit) }
  const sentence = tier ? t(ofTier, { ...words, tier: t(`cause.tier.${tier}`) }) : t(plain, words)
  const held = cause.lastedSeconds ?? 0
  return held >= 1 ? `${sentence}${t('cause.held', { span: span(held * 1000) })}` : sentence
}
