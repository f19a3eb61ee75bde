import type { IconName } from '@/components/icons'
import { nextWorked, type Calendar } from '@/features/sites/settings/calendar'
import type { SuggestionState } from '@/graphql/generated/enums'

export const MAX_TEXT = 2000
export const MAX_PHOTOS = 3
/** Characters of a reason, and of what was done. */
export const MIN_ANSWER = 4
/** Days that an owner is given, to choose from. */
export const DUE_IN = ['7', '14', '30', '90'] as const
const DAY = 86_400_000

/** From where a suggestion is made; `name` is for people. */
export interface Origin {
  kind: 'equipment' | 'alert' | 'case'
  /** An equipment's code, else an id. */
  id: string
  name: string
}

/** What a suggestion still lacks; null when it can be submitted. */
export function missingOf({ text, photoCount }: { text: string; photoCount: number }): 'anything' | 'tooLong' | null {
  if (text.length > MAX_TEXT) return 'tooLong'
  return photoCount === 0 && text.trim() === '' ? 'anything' : null
}

/** Where it is made, as the address of the form says it: `?case=…&name=…`. */
export function originOf(query: Record<string, unknown>): Origin | null {
  for (const kind of ['equipment', 'alert', 'case'] as const) {
    const id = query[kind]
    if (typeof id === 'string' && id !== '') return { kind, id, name: typeof query.name === 'string' ? query.name : id }
  }
  return null
}

/**
 * The last moment of the day that is so many days ahead, or of the first one after it that is worked; or of the day given
 * as 2026-12-24. Null for a day that is over.
 */
export function dueAt(choice: string, now: Date, calendar: Calendar): string | null {
  const isDay = choice.includes('-')
  const day = isDay ? new Date(`${choice}T00:00:00`) : nextWorked(calendar, new Date(now.getTime() + Number(choice) * DAY))
  if (Number.isNaN(day.getTime())) return null
  day.setHours(23, 59, 59, 0)
  return day > now ? day.toISOString() : null
}

interface Tag {
  icon: IconName
  tone: 'quiet' | 'accent' | 'accent' | 'strong'
}

export const STATE_TAGS: Record<SuggestionState, Tag> = {
  SUBMITTED: { icon: 'clock', tone: 'quiet' },
  ADOPTED: { icon: 'flag', tone: 'accent' },
  CARRIED_OUT: { icon: 'check', tone: 'accent' },
  DECLINED: { icon: 'close', tone: 'strong' },
}
