import { among, narrowed, some, startOfDay, wordsOf, type Values } from '@/features/desk/list'
import { HazardCategory, HazardGrade, ReportKind } from '@/graphql/generated/enums'
import type { HazardReportFilter } from '@/graphql/generated/types'

/** The views of the list of reports; objections are a list of their own. */
export const FILTERS = {
  triage: { states: ['SUBMITTED'] },
  all: {},
  mine: { isMine: true },
  accepted: { states: ['ACCEPTED'] },
  declined: { states: ['DECLINED'] },
} satisfies Record<string, HazardReportFilter>
export type View = keyof typeof FILTERS

export function isView(name: unknown): name is View {
  return typeof name === 'string' && Object.keys(FILTERS).includes(name)
}

/** What the list is filtered by, beside words and days. */
export const FILTERED_BY = ['area', 'equipment', 'department', 'person'] as const
export type FilteredBy = (typeof FILTERED_BY)[number] | 'kind' | 'category' | 'grade'

/** The filter of a view, narrowed by what stands in the address, as the server takes it. */
export function filterOf(view: View, values: Values<FilteredBy>): HazardReportFilter {
  return {
    ...FILTERS[view],
    ...narrowed(FILTERED_BY, values),
    kinds: some(among(ReportKind, values.kind)),
    categories: some(among(HazardCategory, values.category)),
    grades: some(among(HazardGrade, values.grade)),
    receivedFrom: startOfDay(values.from[0]),
    receivedTo: startOfDay(values.to[0], 1),
    text: wordsOf(values),
  }
}
