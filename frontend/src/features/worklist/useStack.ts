import { computed } from 'vue'
import { FILTERS } from '@/features/alerts/views'
import { may, role } from '@/features/people/session'
import type { CaseState, HazardState } from '@/graphql/generated/enums'
import { Alerts, Cases, HazardReports, MyWorklist, OpenObjections } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { stackOf } from './stack'

/** The server's page limit; a stack longer than this has other problems, and the lists show the rest. */
const FIRST = 50
/** Of a person's own work, as many as the server gives. */
const WORK = 100
/** The first page of a worker's own lists, so that they open offline with what was loaded here. */
const PAGE = 20
const OPEN: CaseState[] = ['OPEN', 'IN_DISPOSAL', 'AWAITING_RECHECK']
const UNTRIAGED: HazardState[] = ['SUBMITTED']

const leads = (): boolean => role.value !== 'WORKER'

/** What the home asks for its stack; the pack of a phone keeps the answers under the same questions. */
export const STACK_ASKS = {
  work: () => ({ first: WORK }),
  alerts: () => ({ filter: FILTERS.unseen, first: leads() ? FIRST : PAGE }),
  cases: () => (leads() ? { filter: { states: OPEN }, first: FIRST } : { filter: { isMine: true }, first: PAGE }),
  hazards: () => ({ filter: { states: UNTRIAGED }, first: FIRST }),
  objections: () => ({ first: FIRST }),
}

/** What waits for this person and, for those who lead, for others; each in the one order. */
export function useStack() {
  const alerts = useLiveQuery(Alerts, STACK_ASKS.alerts, { refreshOn: ['alert'] })
  const work = useLiveQuery(MyWorklist, STACK_ASKS.work, { refreshOn: ['case', 'alert', 'site'] })
  const cases = useLiveQuery(Cases, STACK_ASKS.cases, { refreshOn: ['case', 'alert'] })
  const hazards = useLiveQuery(HazardReports, STACK_ASKS.hazards, { refreshOn: ['hazard'], pause: () => !may('TRIAGE') })
  const objections = useLiveQuery(OpenObjections, STACK_ASKS.objections, { refreshOn: ['hazard', 'case'], pause: () => !may('TRIAGE') })
  /** What this person is not asked for never loads. */
  const all = computed(() => [alerts, work, cases, ...(may('TRIAGE') ? [hazards, objections] : [])])
  const saved = computed(() => all.value.map(({ savedAt }) => savedAt.value).filter((at) => at !== null))
  return {
    stack: computed(() =>
      stackOf({
        mayAcknowledge: may('ACKNOWLEDGE'),
        alerts: alerts.data.value?.alerts.edges.map(({ node }) => node) ?? [],
        work: work.data.value?.myWorklist.edges.map(({ node }) => node) ?? [],
        cases: cases.data.value?.cases.edges.map(({ node }) => node) ?? [],
        hazards: hazards.data.value?.hazardReports.edges.map(({ node }) => node) ?? [],
        objections: objections.data.value?.openObjections.edges.map(({ node }) => node) ?? [],
      }),
    ),
    /** Whether there are more than one page has: then what is counted here is the least. */
    hasMore: computed(() => {
      const hasMoreAlerts = Boolean(alerts.data.value?.alerts.pageInfo.hasNextPage)
      const hasMoreOwn = [hazards.data.value?.hazardReports, objections.data.value?.openObjections, work.data.value?.myWorklist].some(
        (list) => list?.pageInfo.hasNextPage,
      )
      return {
        mine: (may('ACKNOWLEDGE') && hasMoreAlerts) || hasMoreOwn,
        others: (!may('ACKNOWLEDGE') && hasMoreAlerts) || (cases.data.value?.cases.pageInfo.hasNextPage ?? false),
      }
    }),
    state: computed(() => ({
      isLoading: all.value.some(({ isLoading }) => isLoading.value),
      error: all.value.find(({ error }) => error.value !== null)?.error.value ?? null,
      isOld: all.value.some(({ isOld }) => isOld.value),
      savedAt: saved.value.length > 0 ? Math.min(...saved.value) : null,
    })),
    refresh: async () => void (await Promise.all(all.value.map(({ refresh }) => refresh()))),
  }
}
