import { computed, type ComputedRef } from 'vue'
import { OverviewAreas } from '@/graphql/generated/operations'
import { isUnproven } from '@/graphql/proof'
import { useLiveQuery, type LiveQuery, type LiveQueryOptions } from '@/graphql/useLiveQuery'
import { useNow } from '@/shared/now'

export type Site = () => string | undefined

/** So long (ms) an answer says how the site is; what is older is hatched. */
export const PRESENT_FOR = 30_000
/** How it is asked for on every screen: when something happens, and because values grow old by themselves. */
export const ASKED: LiveQueryOptions = { refreshOn: ['alert', 'site'], every: 10_000 }
/** Whether an answer no longer says how things are: nothing in it may be called calm then. */
export function usePast(query: Pick<LiveQuery<unknown>, 'askedAt' | 'savedAt'>): ComputedRef<boolean> {
  const now = useNow()
  return computed(() => {
    const { askedAt, savedAt } = query
    // A second that passes is the reason to look again; the steady clock is the one that says how long it was.
    const age = now.value && askedAt.value !== null ? performance.now() - askedAt.value : Date.now() - (savedAt.value ?? 0)
    return isUnproven.value || age > PRESENT_FOR
  })
}

/** The areas of the site, what needs people first. */
export function useAreas(siteId: Site, isShown: () => boolean = () => true) {
  const query = useLiveQuery(OverviewAreas, () => ({ siteId: siteId() ?? '' }), { ...ASKED, pause: () => !siteId() || !isShown() })
  return { ...query, overview: computed(() => query.data.value?.overview ?? null), isPast: usePast(query) }
}
