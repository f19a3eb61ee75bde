import { computed } from 'vue'
import { useLiveReadings, withLatest } from '@/features/monitor/useLiveReadings'
import { membership } from '@/features/people/session'
import { Areas, SitePlan } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { areaStates } from './planState'

/** The areas of the site and what is wrong in them; kept on the phone. Values come by themselves, alerts make it ask again. */
export function usePlan() {
  const places = useLiveQuery(Areas, () => ({}))
  const siteId = (): string | undefined => membership.value?.site.id
  const live = useLiveQuery(SitePlan, () => ({ siteId: siteId() ?? '' }), { refreshOn: ['alert', 'site'], pause: () => !siteId() })
  const values = useLiveReadings(() => {
    const site = siteId()
    return site ? { siteId: site } : null
  })
  const areas = computed(() => places.data.value?.areas ?? [])
  const sources = computed(() => (live.data.value?.monitor ?? []).map((source) => withLatest(source, values.value.get(source.id))))
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
