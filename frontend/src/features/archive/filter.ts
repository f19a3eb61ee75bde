import { among, CODE, narrowed, some, startOfDay, type Common, type Values } from '@/features/desk/list'
import { CaseOutcome, type AlertCondition, type Tier } from '@/graphql/generated/enums'
import type { ArchivedCasesQueryVariables } from '@/graphql/generated/types'

/** What the archive is filtered by as every list is; the words, the days and how a case ended come on top. */
export const FILTERED_BY = ['tier', 'stage', 'area', 'equipment', 'department', 'person'] as const satisfies Common[]
/** What only a figure leads to: cases of alerts of a source, for which reason; archived although it was not back to normal. */
export const FIGURED_BY = ['source', 'condition', 'override'] as const
export type Asked = Values<(typeof FILTERED_BY | typeof FIGURED_BY)[number] | 'outcome'>

/** What the fields of a phone show: nothing chosen is everything. */
export interface ArchiveFilter {
  outcomes: CaseOutcome[]
  tiers: Tier[]
  /** Days as an input gives them, "2026-11-24", both included; empty for no bound. */
  from: string
  to: string
}

/** What the server is asked for what stands in the address; days begin where the person is. */
export function queryOf(values: Asked): Required<Pick<ArchivedCasesQueryVariables, 'query' | 'filter'>> {
  return {
    query: values.words.join(',').trim().slice(0, 100),
    filter: {
      ...narrowed(FILTERED_BY, values),
      outcomes: some(among(CaseOutcome, values.outcome)),
      sensorIds: some(values.source),
      alertConditions: some(values.condition.filter((each): each is AlertCondition => CODE.test(each))),
      isOverride: values.override.includes('YES') ? true : null,
      fromAt: startOfDay(values.from[0]),
      toAt: startOfDay(values.to[0], 1),
    },
  }
}

/** Whether anything but the words narrows the search. */
export function isNarrowed(values: Asked): boolean {
  return Object.entries(values).some(([name, chosen]) => name !== 'words' && chosen.length > 0)
}
