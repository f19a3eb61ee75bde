import { computed } from 'vue'
import { membership } from '@/features/people/session'
import { Areas, SitePlan } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { everyWhileVisible } from '@/shared/now'
import { areaStates } from './planState'

const REFRESH = 15_000

/** The areas of the site and what is wrong in them; kept on the phone, asked again when an alert changes and now and then. */
export function usePlan() {
  const places = useLiveQuery(Areas, () => ({}))
  const siteId = (): string | undefined => membership.value?.site.id
  const live = useLiveQuery(SitePlan, () => ({ siteId: siteId() ?? '' }), { refreshOn: ['alert'], pause: () => !siteId() })
  const areas = computed(() => places.data.value?.areas ?? [])
  const sources = computed(() => live.data.value?.monitor ?? [])
  everyWhileVisible(REFRESH, live.refresh)
  return {
    areas,
    sources,
    /** Nothing is said of an area before its sources are known. */
    states: computed(() => (live.data.value ? areaStates(areas.value, sources.value) : [])),
    planUrl: computed(() => membership.value?.site.planUrl ?? ''),
    isLoading: computed(() => places.isLoading.value || live.isLoading.value),
    error: computed(() => places.error.value ?? live.error.value),
    isOld: computed(() => places.isOld.value || live.isOld.value),
    savedAt: live.savedAt,
    refresh: async () => void (await Promise.all([places.refresh(), live.refresh()])),
  }
}
