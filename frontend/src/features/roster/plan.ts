import type { RosterLinesQuery, RosterPreviewQuery } from '@/graphql/generated/types'
import { daysBetween } from './days'

export type Candidates = RosterLinesQuery['rosterLines'][number]
export type Preview = RosterPreviewQuery['rosterPreview']

/** As many as the server plans at once. */
export const MOST_DAYS = 92
export const MOST_PEOPLE = 60

/** Whether a rotation goes on on the days when nobody works at the site, stands still on them, or is for them alone. */
export type RestDays = 'INCLUDED' | 'SKIPPED' | 'ONLY'

export interface PlanDraft {
  /** Place of the line in the list of those that one may plan. */
  line: string
  patternId: string | null
  firstDay: string
  lastDay: string
  /** In the order of the rotation; null: a day without anybody. */
  people: (string | null)[]
  restDays: RestDays
  replaces: boolean
}

export type Lack = 'line' | 'pattern' | 'days' | 'people'

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** What a plan still lacks before it can be looked at; null: nothing. */
export function lackOf(draft: PlanDraft, lines: readonly Candidates[]): Lack | null {
  if (!lines[Number(draft.line)]) return 'line'
  if (!draft.patternId) return 'pattern'
  const days = isDay(draft.firstDay) && isDay(draft.lastDay) ? daysBetween(draft.firstDay, draft.lastDay) : -1
  if (days < 0 || days >= MOST_DAYS) return 'days'
  return draft.people.some((each) => each !== null) ? null : 'people'
}

/** What is sent, for the look before and for the plan itself. */
export function inputOf(draft: PlanDraft, lines: readonly Candidates[], siteId: string) {
  const line = lines[Number(draft.line)]
  if (!line || !draft.patternId) throw new Error('the plan is not whole')
  return {
    siteId,
    duty: line.duty,
    departmentId: line.department?.id ?? null,
    postId: line.post?.id ?? null,
    patternId: draft.patternId,
    firstDay: draft.firstDay,
    lastDay: draft.lastDay,
    people: draft.people,
    daysOff: [],
    skipsRestDays: draft.restDays === 'SKIPPED',
    onlyRestDays: draft.restDays === 'ONLY',
    replaces: draft.replaces,
  }
}

/** Whether the server would refuse the plan: then saving is not offered. */
export const isRefused = ({ unfit, twice, shifts }: Preview): boolean => unfit.length > 0 || twice.length > 0 || shifts.length === 0

/** The list with one of it moved by so many places. */
export function moved<Item>(items: readonly Item[], from: number, by: number): Item[] {
  const rest = items.filter((_, place) => place !== from)
  const item = items[from]
  if (item === undefined) return [...items]
  return [...rest.slice(0, from + by), item, ...rest.slice(from + by)]
}
