import type { ReachQuery, ShownWithinPartsFragment } from '@/graphql/generated/types'

export type Report = ReachQuery['reach']
export type Reached = Report['people'][number]
export type ShownWithin = ShownWithinPartsFragment

type State = Pick<Reached, 'ways' | 'silentSince' | 'unverified'> & Partial<Pick<Reached, 'slow'>>

/** Whether somebody has to do something for this person to be reached, and reached soon. */
export function needsMending({ ways, silentSince, unverified, slow = [] }: State): boolean {
  return ways.length === 0 || silentSince !== null || unverified.length > 0 || slow.length > 0
}

/** How many nothing reaches, whose devices show nothing of what they get, and whose phones show it late. */
export function troubles(people: readonly Pick<Reached, 'ways' | 'silentSince' | 'slow'>[]) {
  return {
    unreached: people.filter(({ ways }) => ways.length === 0).length,
    silent: people.filter(({ silentSince }) => silentSince !== null).length,
    slow: people.filter(({ slow }) => slow.length > 0).length,
  }
}

/** Of a red alert: 95 % of people are shown it within the first time, 99 % within the second. */
const TARGET = { p95: 15, p99: 60 } as const

/** Whether red is shown in time; null where there are too few to tell. A time that nobody knows was never. */
export function meetsTarget({ isEnough, p95Seconds, p99Seconds }: ShownWithin): boolean | null {
  if (!isEnough) return null
  return (p95Seconds ?? Infinity) <= TARGET.p95 && (p99Seconds ?? Infinity) <= TARGET.p99
}

/** A share in percent, rounded down: 94.96 % is not yet 95 %. */
export function percent(of: number, all: number): number {
  return all > 0 ? Math.floor((of * 1000) / all) / 10 : 0
}

/** Which part of all, from 0 to 1; null where there is none to speak of. */
export function part(of: number, all: number): number | null {
  return all > 0 ? of / all : null
}
