import { isStale } from '@/features/readings/stale'
import type { AlarmPartsFragment } from '@/graphql/generated/types'

type Words = { zh: string; en: string }
type Source = NonNullable<NonNullable<AlarmPartsFragment['wind']>['speed']>

/** The eighth of the compass that a direction in degrees from north lies in: 0 north, 1 northeast … 7 northwest. */
export function eighthOf(degrees: number): number {
  return Math.round((((degrees % 360) + 360) % 360) / 45) % 8
}

export interface ShownWind {
  value: number
  unit: string
  sampledAt: string
  /** Nobody knows how it blows now. */
  isBlind: boolean
  /** Where it comes from; null where nothing measures it now. */
  from: number | null
}

/** What an alarm shows of the wind; null where no source measures it, or it never sent a value. `now` in ms. */
export function windOf(wind: AlarmPartsFragment['wind'], now: number): ShownWind | null {
  const speed = wind?.speed
  if (!speed?.latest) return null
  const direction = seen(wind?.direction ?? null, now)
  return {
    value: speed.latest.value,
    unit: speed.unit,
    sampledAt: speed.latest.sampledAt,
    isBlind: isStale(speed, now),
    from: direction === null ? null : eighthOf(direction),
  }
}

/** Units of what drifts with the wind. */
const OF_GAS = /lel|ppm|ppb|mg\/m|g\/m3|vol/i
const DRIFTS = /上风|下风|风向|气体|蒸气|毒气|燃气|烟|着火|起火|火灾|火焰|明火|upwind|downwind|\bgas\b|vapou?r|smoke|\bfire|flame/i

/** Whether the wind matters: for gas, vapour and fire. Of a full tank nobody runs from the wind. */
export function drifts({ sensor, advice }: { sensor: { unit: string; name: Words }; advice: readonly Words[] }): boolean {
  return OF_GAS.test(sensor.unit) || [sensor.name, ...advice].some(({ zh, en }) => DRIFTS.test(zh) || DRIFTS.test(en))
}

/** An old direction sends people into the cloud: it is none. */
function seen(source: Source | null, now: number): number | null {
  return source?.latest && !isStale(source, now) ? source.latest.value : null
}
