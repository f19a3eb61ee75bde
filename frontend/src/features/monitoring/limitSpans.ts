import type { SourceTrendQuery } from '@/graphql/generated/types'
import type { Limit } from './nearness'
import type { Range } from './trend'

type Version = NonNullable<SourceTrendQuery['sensor']>['limitVersions'][number]

/** A limit with the part of the range in which it was in force; null reaches to the edge. */
export interface LimitSpan extends Limit {
  from: number | null
  to: number | null
  /** A newer version has replaced it. */
  isFormer: boolean
}

/**
 * The limits that were in force within a range, those of former versions, too. What came before the first version was judged by
 * nothing else, so that one reaches back to the beginning.
 */
export function limitSpans(versions: readonly Version[], range: Range): LimitSpan[] {
  return versions.flatMap(({ since, limits }, index) => {
    const next = versions[index + 1]
    const from = index === 0 ? null : Date.parse(since)
    const to = next ? Date.parse(next.since) : null
    if ((from ?? -Infinity) >= range.to || (to ?? Infinity) <= range.from) return []
    return limits.map((limit) => ({ ...limit, from, to, isFormer: next !== undefined }))
  })
}

/** When a version of the limits began within a range, and which. */
export function limitChanges(versions: readonly Version[], range: Range): { at: number; version: number }[] {
  return versions
    .slice(1)
    .map(({ since, version }) => ({ at: Date.parse(since), version }))
    .filter(({ at }) => at > range.from && at < range.to)
}
