import { computed, type ComputedRef } from 'vue'
import { viewer } from '@/features/people/session'
import { waitingAt } from '@/features/worklist/waiting'
import { Home } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'

/** The counts on the navigation, by address: what waits for the person. */
export function useBadges(): ComputedRef<Record<string, number>> {
  const { data } = useLiveQuery(Home, () => ({}), { refreshOn: ['alert', 'case', 'hazard', 'site'], pause: () => viewer.value === null })
  return computed(() => waitingAt(viewer.value ? data.value?.home : undefined))
}
