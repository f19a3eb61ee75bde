import type { SourcesQuery } from '@/graphql/generated/types'

export type UnknownSource = SourcesQuery['unknownSources'][number]

/** Lowest and highest of what it sent; null where it sent no values. */
export function rangeOf({ samples }: Pick<UnknownSource, 'samples'>): { low: number; high: number } | null {
  const values = samples.map(({ value }) => value)
  return values.length > 0 ? { low: Math.min(...values), high: Math.max(...values) } : null
}

/** The codes as typed: separated by spaces or commas of either width, each once. */
export function codesIn(typed: string): string[] {
  return [...new Set(typed.split(/[\s,，、;；]+/).filter(Boolean))]
}
