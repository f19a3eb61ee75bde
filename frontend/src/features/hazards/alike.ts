import type { HazardCategory, HazardState } from '@/graphql/generated/enums'
import type { HazardReportListItemFragment } from '@/graphql/generated/types'
import type { Place } from './reportRules'

/** What is asked for, always alike: the work pack keeps the answer for a report without a network. */
export const OPEN_REPORTS: { filter: { states: HazardState[] }; first: number } = {
  filter: { states: ['SUBMITTED', 'ACCEPTED'] },
  first: 40,
}
/** At most this many hints: who stands in front of it reads no list. */
const MOST = 3

/** What the phone has of open reports of the same kind at the same place; with a network the server knows better. */
export function alikeOnPhone(
  reports: readonly HazardReportListItemFragment[],
  place: Place | null,
  category: HazardCategory | null,
): HazardReportListItemFragment[] {
  if (!place || !category) return []
  const isHere = ({ area, equipment }: HazardReportListItemFragment): boolean =>
    place.kind === 'area' ? area.id === place.id : equipment?.code === place.id
  return reports
    .filter((each) => each.category === category && each.state !== 'DECLINED' && each.case?.state !== 'ARCHIVED' && isHere(each))
    .slice(0, MOST)
}
