import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { membership } from '@/features/people/session'
import type { AreaFill } from '@/features/sites/areaFill'
import { usePlan } from '@/features/sites/usePlan'
import { LivePlan, MapAreas, RiskMaps } from '@/graphql/generated/operations'
import { isUnproven } from '@/graphql/proof'
import type { RiskMapPartsFragment } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { fillOf, frozenFills, inOrder, layerIn, marksOf, type AreaRow, type Layer } from './layers'
import { MOVES_A_LEVEL, WORST } from '@/features/risks/levels'

/** Layer and issued map as they stand in the address. */
function useMapAddress(maps: () => RiskMapPartsFragment[]) {
  const route = useRoute()
  const router = useRouter()
  const go = (query: Record<string, string | undefined>): void => void router.replace({ query: { ...route.query, ...query } })
  const layer = computed<Layer>({ get: () => layerIn(route.query.layer), set: (next) => go({ layer: next, map: undefined }) })
  /** The issued map that is shown instead of what the register says. */
  const season = computed({
    get: () => (layer.value === 'residual' ? (maps().find(({ id }) => id === route.query.map) ?? null) : null),
    set: (map) => go({ layer: 'residual', map: map?.id }),
  })
  return { layer, season }
}

/** What is drawn: the plan, or an issued map as it was then, on the picture of then. */
function useDrawn(plan: ReturnType<typeof usePlan>, season: () => RiskMapPartsFragment | null) {
  const planOfThen = computed(() => season()?.plans.find(({ planId }) => planId === plan.shownId.value) ?? null)
  return {
    areas: computed(() => {
      const map = season()
      if (!map) return plan.areas.value
      const shown = map.areas.filter(({ planId }) => planId === plan.shownId.value)
      return shown.map(({ areaId, code, name, polygon }) => ({ id: areaId, code, name, polygon }))
    }),
    planUrl: computed(() => (season() ? (planOfThen.value?.pictureUrl ?? '') : plan.planUrl.value)),
    size: computed(() => planOfThen.value ?? plan.size.value),
  }
}

/** The plan with the levels of its areas in one layer, or as an issued map shows them; both stand in the address. */
export function useRiskPlan() {
  const plan = usePlan()
  const siteId = (): string => membership.value?.site.id ?? ''
  const pause = (): boolean => !siteId()
  const live = useLiveQuery(LivePlan, () => ({ siteId: siteId() }), { refreshOn: MOVES_A_LEVEL, pause })
  const issued = useLiveQuery(RiskMaps, () => ({ siteId: siteId() }), { refreshOn: ['site'], pause })
  /** Also those that nobody drew on a plan. */
  const every = useLiveQuery(MapAreas, () => ({}), { refreshOn: ['site'] })
  const maps = computed(() => issued.data.value?.riskMaps ?? [])
  const { layer, season } = useMapAddress(() => maps.value)
  const register = computed(() => live.data.value?.liveRegister ?? null)
  const ofArea = computed(() => new Map((register.value?.areas ?? []).map((area) => [area.placeId, area])))
  const stateOf = computed(() => new Map(plan.states.value.map((state) => [state.id, state])))
  const isPast = computed(() => live.isOld.value || isUnproven.value)
  /** Also hatched where a source is not seen that no event is bound to: nobody knows what is there, unless it is at its worst. */
  function nowOf(id: string): AreaFill {
    const fill = fillOf(ofArea.value.get(id), 'now', isPast.value)
    return stateOf.value.get(id)?.status === 'blind' && fill.level !== WORST ? { ...fill, isHatched: true } : fill
  }
  const fillOfArea = (id: string): AreaFill =>
    frozen.value?.get(id) ?? (layer.value === 'now' ? nowOf(id) : fillOf(ofArea.value.get(id), layer.value, isPast.value))
  const frozen = computed(() => (season.value ? frozenFills(season.value) : null))
  const fills = computed(() => {
    if (frozen.value) return frozen.value
    // Nothing is said of an area before the register is known.
    if (!register.value) return new Map()
    return new Map(plan.areas.value.map(({ id }) => [id, fillOfArea(id)]))
  })
  const rows = computed<AreaRow[]>(() => {
    if (!register.value) return []
    const found = (every.data.value?.everyArea ?? []).filter(
      (area) => area.siteId === siteId() && (frozen.value ? frozen.value.has(area.id) : !area.closedAt),
    )
    return inOrder(
      found.map(({ id, code, name, polygon }) => ({
        id,
        code,
        name,
        fill: fillOfArea(id),
        now: nowOf(id),
        live: ofArea.value.get(id) ?? null,
        isOnPlan: polygon.length > 0,
      })),
      layer.value,
    )
  })

  return {
    ...plan,
    ...useDrawn(plan, () => season.value),
    layer,
    season,
    maps,
    register,
    fills,
    rows,
    marks: computed(() => (frozen.value ? new Map() : marksOf(register.value?.units ?? [], layer.value, isPast.value))),
    isPast,
    isLoading: computed(() => plan.isLoading.value || live.isLoading.value || every.isLoading.value),
    error: computed(() => plan.error.value ?? live.error.value ?? every.error.value),
    isOld: computed(() => plan.isOld.value || live.isOld.value),
    refresh: async () => void (await Promise.all([plan.refresh(), live.refresh(), issued.refresh(), every.refresh()])),
  }
}
