import { computed, ref } from 'vue'
import { useAreas } from '@/features/monitoring/picture'
import { useLiveReadings, withLatest } from '@/features/readings/useLiveReadings'
import { membership } from '@/features/people/session'
import { Areas, EveryArea, Plans } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { useNow } from '@/shared/now'
import { areaStates } from './planState'

/** The areas of the site and what is wrong in them; kept on the phone. Values come by themselves, alerts make it ask again. */
export function usePlan() {
  const places = useLiveQuery(Areas, () => ({}))
  const siteId = (): string | undefined => membership.value?.site.id
  const live = useAreas(siteId)
  const found = computed(() => live.overview.value?.areas ?? [])
  /** The worst source of each area is the one whose value stands on its flag. */
  const values = useLiveReadings(siteId, () => found.value.map(({ worstSource }) => worstSource))
  const pictures = useLiveQuery(Plans, () => ({}), { refreshOn: ['site'] })
  const plans = computed(() => (pictures.data.value?.plans ?? []).filter((plan) => plan.siteId === siteId()))
  const drawn = useLiveQuery(EveryArea, () => ({}), { refreshOn: ['site'], pause: () => plans.value.length < 2 })
  const planId = ref<string | null>(null)
  const plan = computed(() => plans.value.find(({ id }) => id === planId.value) ?? plans.value[0] ?? null)
  const planOf = computed(() => new Map((drawn.data.value?.everyArea ?? []).map((area) => [area.id, area.planId] as const)))
  /** What is drawn on the plan that is shown; with one plan, all. */
  const areas = computed(() =>
    (places.data.value?.areas ?? []).filter(
      ({ id, polygon }) => polygon.length > 0 && (planOf.value.get(id) ?? plan.value?.id) === plan.value?.id,
    ),
  )
  useNow() // a value grows old by itself
  const sums = computed(() =>
    found.value.map((each) => ({
      ...each,
      worstSource: each.worstSource && withLatest(each.worstSource, values.value.get(each.worstSource.id)),
    })),
  )
  return {
    areas,
    /** Nothing is said of an area before its sources are known. */
    states: computed(() => (live.overview.value ? areaStates(areas.value, sums.value, live.isPast.value) : [])),
    /** Nobody knows how it is now: nothing is normal, and what was is the least. */
    isPast: live.isPast,
    plans,
    planId,
    /** The one that is shown, also where nobody has chosen. */
    shownId: computed(() => plan.value?.id ?? null),
    /** The frame of an uploaded picture; a drawing says its own. */
    size: computed(() => (plan.value ? { width: plan.value.width, height: plan.value.height } : null)),
    /** Empty: nobody has put a picture there yet. */
    planUrl: computed(() => plan.value?.pictureUrl ?? ''),
    isLoading: computed(() => places.isLoading.value || live.isLoading.value),
    error: computed(() => places.error.value ?? live.error.value),
    isOld: computed(() => places.isOld.value || live.isOld.value),
    savedAt: live.savedAt,
    refresh: async () => void (await Promise.all([places.refresh(), live.refresh()])),
  }
}
