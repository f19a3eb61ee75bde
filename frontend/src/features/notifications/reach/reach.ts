import type { ReachQuery } from '@/graphql/generated/types'

export type Report = ReachQuery['reach']
export type Reached = Report['people'][number]

/** Whether somebody has to do something for this person to be reached. */
export function needsMending({ ways, silentSince, unverified }: Pick<Reached, 'ways' | 'silentSince' | 'unverified'>): boolean {
  return ways.length === 0 || silentSince !== null || unverified.length > 0
}

/** How many nothing reaches, and whose devices show nothing of what they get. */
export function troubles(people: readonly Pick<Reached, 'ways' | 'silentSince'>[]): { unreached: number; silent: number } {
  return {
    unreached: people.filter(({ ways }) => ways.length === 0).length,
    silent: people.filter(({ silentSince }) => silentSince !== null).length,
  }
}

/** Which part of all, from 0 to 1; null where there is none to speak of. */
export function part(of: number, all: number): number | null {
  return all > 0 ? of / all : null
}
