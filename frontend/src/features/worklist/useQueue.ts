import { computed } from 'vue'
import { UNSEEN } from '@/features/alerts/alertState'
import { may } from '@/features/people/session'
import type { CaseState, HazardState } from '@/graphql/generated/enums'
import { Alerts, Cases, HazardReports, OpenObjections } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { queueOf } from './queue'

/** The server's page limit; a queue longer than this has other problems, and the lists show the rest. */
const FIRST = 50
const OPEN: CaseState[] = ['OPEN', 'IN_DISPOSAL', 'AWAITING_RECHECK']
const UNTRIAGED: HazardState[] = ['SUBMITTED']

/** The open work at this site, in one order. */
export function useQueue() {
  const alerts = useLiveQuery(Alerts, () => ({ filter: { states: UNSEEN }, first: FIRST }), { refreshOn: ['alert'] })
  const cases = useLiveQuery(Cases, () => ({ filter: { states: OPEN }, first: FIRST }), { refreshOn: ['case', 'alert'] })
  const hazards = useLiveQuery(HazardReports, () => ({ filter: { states: UNTRIAGED }, first: FIRST }), { refreshOn: ['hazard'] })
  const objections = useLiveQuery(OpenObjections, () => ({ first: FIRST }), { refreshOn: ['hazard', 'case'], pause: () => !may('TRIAGE') })
  /** What this person is not asked for never loads. */
  const all = computed(() => [alerts, cases, hazards, ...(may('TRIAGE') ? [objections] : [])])
  const saved = computed(() => all.value.map(({ savedAt }) => savedAt.value).filter((at) => at !== null))
  return {
    items: computed(() =>
      queueOf({
        alerts: alerts.data.value?.alerts.edges.map(({ node }) => node) ?? [],
        cases: cases.data.value?.cases.edges.map(({ node }) => node) ?? [],
        hazards: hazards.data.value?.hazardReports.edges.map(({ node }) => node) ?? [],
        objections: objections.data.value?.openObjections.edges.map(({ node }) => node) ?? [],
      }),
    ),
    state: computed(() => ({
      isLoading: all.value.some(({ isLoading }) => isLoading.value),
      error: all.value.find(({ error }) => error.value !== null)?.error.value ?? null,
      isOld: all.value.some(({ isOld }) => isOld.value),
      savedAt: saved.value.length > 0 ? Math.min(...saved.value) : null,
    })),
    refresh: async () => void (await Promise.all(all.value.map(({ refresh }) => refresh()))),
  }
}
