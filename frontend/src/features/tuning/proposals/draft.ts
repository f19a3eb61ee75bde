import { rankOf } from '@/features/alerts/alertState'
import type { LimitSide, Tier } from '@/graphql/generated/enums'
import type { IndicatorPartsFragment } from '@/graphql/generated/types'

export interface DraftLimit {
  side: LimitSide
  tier: Tier
  value: number
}

/** What the lab lets a person move; everything else of the indicator stays as it is in force. */
export interface Draft {
  limits: DraftLimit[]
  deadband: number
  onDelaySeconds: number
  offDelaySeconds: number
}

export type LimitField = `${LimitSide} ${Tier}`
export type Field = LimitField | 'deadband' | 'onDelaySeconds' | 'offDelaySeconds'
/** A draft as it stands in its fields, typed, dragged or taken over; null is a limit that is not to be set. */
export type Texts = Record<string, string | null>

const SIZES = [1, 2, 5]
const ON_DELAYS = [0, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 600]
const OFF_DELAYS = [0, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600]
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/

/** High side first, each with its worst tier on top, as people read a scale. */
export function draftOf(indicator: IndicatorPartsFragment): Draft {
  return {
    limits: sorted(indicator.limits.map(({ side, tier, value }) => ({ side, tier, value }))),
    deadband: indicator.deadband,
    onDelaySeconds: indicator.onDelaySeconds,
    offDelaySeconds: indicator.offDelaySeconds,
  }
}

export function fieldOf({ side, tier }: Pick<DraftLimit, 'side' | 'tier'>): LimitField {
  return `${side} ${tier}`
}

/** What a limit's field is about; null for the fields that belong to all limits. */
export function limitOf(field: string): Pick<DraftLimit, 'side' | 'tier'> | null {
  const [side, tier] = field.split(' ')
  return tier ? ({ side, tier } as Pick<DraftLimit, 'side' | 'tier'>) : null
}

/** The fields with the values of a draft; a limit in force that the draft does not have is one that is not set. */
export function textsOf(draft: Draft, inForce: Draft): Texts {
  const limits = sorted([...inForce.limits, ...draft.limits.filter((each) => !has(inForce, each))])
  return {
    ...Object.fromEntries(limits.map((limit) => [fieldOf(limit), has(draft, limit) ? String(has(draft, limit)?.value) : null])),
    deadband: String(draft.deadband),
    onDelaySeconds: String(draft.onDelaySeconds),
    offDelaySeconds: String(draft.offDelaySeconds),
  }
}

/** The number that a person typed, also with an input method for Chinese; null for anything else, an empty field above all. */
export function numberIn(text: string): number | null {
  const plain = text.normalize('NFKC').replace('−', '-').trim()
  return DECIMAL.test(plain) ? Number(plain) : null
}

/** The numbers of the fields that hold one. */
export function valuesIn(texts: Texts): Record<string, number> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([field, text]) => {
      const value = text === null ? null : numberIn(text)
      return value === null ? [] : [[field, value]]
    }),
  )
}

/** The draft that complete and sound fields make. */
export function draftIn(texts: Texts): Draft {
  const values = valuesIn(texts)
  const limits = Object.keys(texts).flatMap((field) => {
    const limit = limitOf(field)
    const value = values[field]
    return limit && value !== undefined ? [{ ...limit, value }] : []
  })
  const { deadband = Number.NaN, onDelaySeconds = Number.NaN, offDelaySeconds = Number.NaN } = values
  return { limits: sorted(limits), deadband, onDelaySeconds, offDelaySeconds }
}

/** The fields that differ from what is in force. */
export function changedIn(texts: Texts, inForce: Draft): string[] {
  const before = textsOf(inForce, inForce)
  return Object.keys(texts).filter((field) => {
    const [text, was] = [texts[field] ?? null, before[field] ?? null]
    if (text === null || was === null) return text !== was
    return numberIn(text) !== numberIn(was)
  })
}

/** How far one tap moves a value of this size: about a twentieth, rounded down to 1, 2 or 5. */
export function stepFor(size: number): number {
  return Math.abs(size) > 0 ? roundStep(Math.abs(size) / 20) : 0.1
}

/** The largest of 1, 2 or 5 times a power of ten that is not above this. */
export function roundStep(rough: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const fitting = SIZES.filter((each) => each * magnitude <= rough * 1.000001).at(-1) ?? 1
  return Number((fitting * magnitude).toPrecision(6))
}

/** The next value on the grid of `step` in the direction of `sign`. */
export function nudge(value: number, step: number, sign: 1 | -1): number {
  const steps = value / step
  const next = sign > 0 ? Math.floor(steps + 1e-9) + 1 : Math.ceil(steps - 1e-9) - 1
  return Number((next * step).toPrecision(10))
}

export function nextDelay(kind: 'on' | 'off', seconds: number, sign: 1 | -1): number {
  const ladder = kind === 'on' ? ON_DELAYS : OFF_DELAYS
  return (sign > 0 ? ladder.find((each) => each > seconds) : [...ladder].reverse().find((each) => each < seconds)) ?? seconds
}

export function isSame(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

const has = ({ limits }: Draft, { side, tier }: Pick<DraftLimit, 'side' | 'tier'>): DraftLimit | undefined =>
  limits.find((limit) => limit.side === side && limit.tier === tier)

function sorted(limits: DraftLimit[]): DraftLimit[] {
  const order = ({ side, tier }: DraftLimit): number => (side === 'HIGH' ? 100 - rankOf(tier) : 200 + rankOf(tier))
  return limits.sort((a, b) => order(a) - order(b))
}
