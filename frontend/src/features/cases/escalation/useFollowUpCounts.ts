import { computed } from 'vue'
import { may } from '@/features/people/session'
import { FollowUps, OverdueSum } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'

export interface FollowUpCounts {
  /** My unanswered 督办. */
  mine: number
  overdue: number
  lateSteps: number
  /** Since when something is overdue; null: nothing is. */
  oldest: string | null
}

/** What the banner of every home says; a home waits for it, so that nothing moves away under a finger. */
export function useFollowUpCounts() {
  const asked = useLiveQuery(FollowUps, () => ({ filter: 'MINE' as const, first: 20 }), { refreshOn: ['case'] })
  const overdue = useLiveQuery(OverdueSum, () => ({}), { refreshOn: ['case', 'alert'], pause: () => !may('FOLLOW_UP') })
  const counts = computed<FollowUpCounts>(() => {
    const sum = overdue.data.value?.overdueMatters
    return {
      mine: asked.data.value?.followUps.edges.length ?? 0,
      overdue: sum?.totalCount ?? 0,
      lateSteps: sum?.lateSteps ?? 0,
      oldest: sum?.oldestDueAt ?? null,
    }
  })
  const isLoading = computed(() => asked.isLoading.value || (may('FOLLOW_UP') && overdue.isLoading.value))
  return { counts, isLoading }
}
