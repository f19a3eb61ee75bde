import { computed } from 'vue'
import { UNSEEN } from '@/features/alerts/alertState'
import type { CaseState, HazardState } from '@/graphql/generated/enums'
import { Alerts, Cases, HazardReports } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { queueOf } from './queue'

/** The server's page limit; a queue longer than this has other problems, and the lists hold the rest. */
const FIRST = 50
const OPEN: CaseState[] = ['OPEN', 'IN_DISPOSAL', 'AWAITING_RECHECK']
const UNTRIAGED: HazardState[] = ['SUBMITTED']

/** What waits for somebody at this site, in one order. */
export function useQueue() {
  const alerts = useLiveQuery(Alerts, () => ({ filter: { states: UNSEEN }, first: FIRST }), { refreshOn: ['alert'] })
  const cases = useLiveQuery(Cases, () => ({ filter: { states: OPEN }, first: FIRST }), { refreshOn: ['case', 'alert'] })
  const hazards = useLiveQuery(HazardReports, () => ({ filter: { states: UNTRIAGED }, first: FIRST }), { refreshOn: ['hazard'] })
  const all = [alerts, cases, hazards]
  const saved = computed(() => all.map(({ savedAt }) => savedAt.value).filter((at) => at !== null))
  return {
    items: computed(() =>
      queueOf({
        alerts: alerts.data.value?.alerts.edges.map(({ node }) => node) ?? [],
        cases: cases.data.value?.cases.edges.map(({ node }) => node) ?? [],
        hazards: hazards.data.value?.hazardReports.edges.map(({ node }) => node) ?? [],
      }),
    ),
    state: computed(() => ({
      isLoading: all.some(({ isLoading }) => isLoading.value),
      error: all.find(({ error }) => error.value !== null)?.error.value ?? null,
      isOld: all.some(({ isOld }) => isOld.value),
      savedAt: saved.value.length > 0 ? Math.min(...saved.value) : null,
    })),
    refresh: async () => void (await Promise.all(all.map(({ refresh }) => refresh()))),
  }
}
