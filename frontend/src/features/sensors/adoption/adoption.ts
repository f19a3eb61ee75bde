import type { AdoptSourcesMutation } from '@/graphql/generated/types'
import type { UnknownSource } from './unknownSources'

/** In the place of a template: each source is judged by limits from what it has sent itself. */
export const SUGGESTED = 'SUGGESTED'
/** So few that nobody waits long for one answer. */
export const AT_ONCE = 50

export type Field = 'name' | 'kind' | 'area' | 'machine' | 'owner' | 'template' | 'unit'
export type Problems = Partial<Record<Field, string>>
export type Outcome = AdoptSourcesMutation['adoptSources'][number]
type Code = NonNullable<Outcome['code']>

const FIELD_OF: Partial<Record<Code, Field>> = {
  AREA_CLOSED: 'area',
  AREA_UNKNOWN: 'area',
  EQUIPMENT_UNKNOWN: 'machine',
  OWNER_UNKNOWN: 'owner',
  NAME_INVALID: 'name',
  UNIT_DIFFERS: 'unit',
}

/** The field that a refusal is about; null where it is about the source itself. */
export function fieldOf(code: Code): Field | null {
  return FIELD_OF[code] ?? null
}

/** Sources whose code holds the text; the same letter in either case. */
export function holding(sources: UnknownSource[], text: string): UnknownSource[] {
  const wanted = text.trim().toLowerCase()
  return wanted ? sources.filter(({ code }) => code.toLowerCase().includes(wanted)) : sources
}

/** Parts of a list, none longer than the server takes at once. */
export function parts<T>(all: T[], size = AT_ONCE): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}
