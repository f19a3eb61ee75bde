import { computed, effectScope, shallowRef, watch } from 'vue'
import { onChange } from '@/graphql/changes'
import { Situation } from '@/graphql/generated/operations'
import { onProven } from '@/graphql/live'
import { noteAnswered, noteChanged } from '@/graphql/proof'
import { useLiveQuery, type LiveQuery } from '@/graphql/useLiveQuery'
import type { SituationQuery } from '@/graphql/generated/types'

const KINDS = ['alert', 'case', 'hazard', 'site'] as const
const followed = shallowRef<LiveQuery<SituationQuery>>()

/** The one answer that says danger or calm on every screen: counts, badges, alarms, of one moment. */
export const situation = computed(() => followed.value?.data.value?.situation)
export const home = computed(() => situation.value?.home)
/** How it was come by, as a page says it. */
export const answer = computed(() => ({
  isLoading: followed.value?.isLoading.value ?? true,
  error: followed.value?.error.value ?? null,
  isOld: followed.value?.isOld.value ?? false,
  savedAt: followed.value?.savedAt.value ?? null,
}))

export async function refreshSituation(): Promise<void> {
  await followed.value?.refresh()
}

/** Keeps it true while a person is signed in. Returns the function that ends it. */
export function followSituation(): () => void {
  const scope = effectScope(true)
  const stops = KINDS.map((kind) => onChange(kind, noteChanged))
  scope.run(() => {
    const query = useLiveQuery(Situation, () => ({}), { refreshOn: [...KINDS] })
    followed.value = query
    watch(query.askedAt, (asked) => asked !== null && noteAnswered(asked), { flush: 'sync' })
    // What happened before the first proof of a socket nobody was told.
    stops.push(onProven(() => void query.refresh()))
  })
  return () => {
    scope.stop()
    stops.forEach((stop) => stop())
    followed.value = undefined
  }
}
