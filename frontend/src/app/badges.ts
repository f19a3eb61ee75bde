import { computed, type ComputedRef } from 'vue'
import { viewer } from '@/features/people/session'
import { listAt, waitingAt } from '@/features/worklist/waiting'
import { Home } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'

/** The counts on the navigation, by address: what waits for the person; and where a page with such a number opens. */
export function useBadges(): { counts: ComputedRef<Record<string, number>>; listOf: (page: string) => string } {
  const { data } = useLiveQuery(Home, () => ({}), { refreshOn: ['alert', 'case', 'hazard'], pause: () => viewer.value === null })
  const home = computed(() => (viewer.value ? data.value?.home : undefined))
  return { counts: computed(() => waitingAt(home.value)), listOf: (page) => listAt(page, home.value) }
}
