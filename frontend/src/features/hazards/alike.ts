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

/** What the phone has of open reports of the same kind at the same machine, then in the same area; with a network the server
 * knows better. `machineArea`: the area of the machine, where the phone knows it. */
export function alikeOnPhone(
  reports: readonly HazardReportListItemFragment[],
  place: Place | null,
  category: HazardCategory | null,
  machineArea: string | null,
): HazardReportListItemFragment[] {
  if (!place || !category) return []
  const area = place.kind === 'area' ? place.id : machineArea
  const open = reports.filter((each) => each.category === category && each.state !== 'DECLINED' && each.case?.state !== 'ARCHIVED')
  const atMachine = open.filter(({ equipment }) => place.kind === 'equipment' && equipment?.code === place.id)
  const beside = open.filter((each) => each.area.id === area && !atMachine.includes(each))
  return [...atMachine, ...beside].slice(0, MOST)
}
