import { rankOf } from '@/features/alerts/alertState'
import type { LabSensorQuery } from '@/graphql/generated/types'
import { changedIn, draftIn, fieldOf, limitOf, numberIn, valuesIn, type Draft, type DraftLimit, type Texts } from './draft'

export type Bounds = NonNullable<LabSensorQuery['limitBounds']>

/** Why a draft is none, at the field that a person has to look at. */
export type Problem =
  | { field: string; why: 'empty' | 'number' | 'none' }
  | { field: string; why: 'negative' | 'room'; value: number }
  | { field: string; why: 'below' | 'above' | 'long'; value: number; bound: number }
  | { field: string; why: 'order' | 'crossed'; value: number; other: DraftLimit }

/** What the server would refuse, each field at most once, in the order of the fields. Limits are judged together once each is a number. */
export function problemsOf(texts: Texts, inForce: Draft, bounds: Bounds): Problem[] {
  const alone = Object.keys(texts).flatMap((field) => problemOf(field, texts[field] ?? null, bounds) ?? [])
  if (Object.keys(texts).every((field) => !limitOf(field) || texts[field] === null)) {
    return [...alone, { field: Object.keys(texts)[0] ?? '', why: 'none' }]
  }
  const together = [...disorders(texts, inForce), ...roomProblem(texts)]
  const known = new Set(alone.map(({ field }) => field))
  const found = [...alone, ...together.filter(({ field }) => !known.has(field) && known.add(field))]
  const order = Object.keys(texts)
  return found.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
}

function problemOf(field: string, text: string | null, bounds: Bounds): Problem | null {
  if (text === null) return null
  if (text.trim() === '') return { field, why: 'empty' }
  const value = numberIn(text)
  if (value === null) return { field, why: 'number' }
  if (!limitOf(field)) return value < 0 ? { field, why: 'negative', value } : tooLong(field, value, bounds)
  const { low, high } = bounds
  if (low !== null && value < low) return low === 0 ? { field, why: 'negative', value } : { field, why: 'below', value, bound: low }
  return high !== null && value > high ? { field, why: 'above', value, bound: high } : null
}

function tooLong(field: string, value: number, { maxOnDelaySeconds, maxOffDelaySeconds }: Bounds): Problem | null {
  if (field === 'deadband') return null
  const bound = field === 'onDelaySeconds' ? maxOnDelaySeconds : maxOffDelaySeconds
  return value > bound ? { field, why: 'long', value, bound } : null
}

/** Pairs of limits that stand the wrong way round; the one that was changed is to blame. */
function disorders(texts: Texts, inForce: Draft): Problem[] {
  const { limits } = draftIn(texts)
  const changed = changedIn(texts, inForce)
  const blame = (why: 'order' | 'crossed', one: DraftLimit, other: DraftLimit): Problem =>
    changed.includes(fieldOf(one)) || !changed.includes(fieldOf(other))
      ? { field: fieldOf(one), why, value: one.value, other }
      : { field: fieldOf(other), why, value: other.value, other: one }
  const outwards = (side: DraftLimit['side']): DraftLimit[] =>
    limits.filter((limit) => limit.side === side).sort((a, b) => rankOf(a.tier) - rankOf(b.tier))
  const found = (['HIGH', 'LOW'] as const).flatMap((side) => {
    const sign = side === 'HIGH' ? 1 : -1
    const line = outwards(side)
    return line.flatMap((worse, index) => {
      const milder = line[index - 1]
      return milder && sign * milder.value >= sign * worse.value ? [blame('order', milder, worse)] : []
    })
  })
  const [high, low] = [outwards('HIGH'), outwards('LOW')].map((line) => line[0])
  return high && low && low.value >= high.value ? [...found, blame('crossed', high, low)] : found
}

/** A deadband so wide that no alert could ever end. */
function roomProblem(texts: Texts): Problem[] {
  const deadband = valuesIn(texts)['deadband']
  if (deadband === undefined) return []
  const { limits } = draftIn(texts)
  const of = (side: DraftLimit['side']): number[] => limits.filter((limit) => limit.side === side).map(({ value }) => value)
  const room = Math.min(...of('HIGH')) - Math.max(...of('LOW'))
  const scale = Math.max(1, ...limits.map(({ value }) => Math.abs(value)))
  return (room > 0 && deadband >= room) || deadband >= scale ? [{ field: 'deadband', why: 'room', value: deadband }] : []
}
