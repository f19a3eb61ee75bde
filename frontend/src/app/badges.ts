import { computed, type ComputedRef } from 'vue'
import { viewer } from '@/features/people/session'
import { home } from '@/features/live/situation'
import { waitingAt } from '@/features/worklist/waiting'

/** The counts on the navigation, by address: what waits for the person. */
export function useBadges(): ComputedRef<Record<string, number>> {
  return computed(() => waitingAt(viewer.value ? home.value : undefined))
}
