import { computed, ref } from 'vue'
import { PlanSources, SourceChoices, SourcesToPlace, SourceToPlace } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { usePagedQuery } from '@/graphql/usePagedQuery'
import { useSettled } from '@/shared/settled'

/** So many of the sources to be placed are asked for at once; who wants another one types a part of its name. */
const PAGE = 50
/** So many codes name what stands in an area. */
const NAMED = 6

/** Where one draws: the plan, and by their ids what is in work and the area in work. */
interface Drawn {
  planId: () => string | null
  chosen: () => string | null
  areaId: () => string | null
}

/** Sources where places are drawn: those of the plan, those that stand on none a page at a time, the one in work, those of the area. */
export function usePlacedSources({ planId, chosen, areaId }: Drawn) {
  const refreshOn = ['site' as const]
  const words = ref('')
  const asked = useSettled(words)
  const placed = useLiveQuery(PlanSources, () => ({ planId: planId() ?? '' }), { refreshOn, pause: () => planId() === null })
  const unplaced = usePagedQuery(
    SourcesToPlace,
    () => ({ text: asked.value || null }),
    ({ sources }) => sources,
    { page: PAGE, refreshOn, keep: false },
  )
  const onPlan = computed(() => (planId() === null ? [] : (placed.data.value?.sensors ?? []).filter((each) => each.planId === planId())))
  const listed = computed(() => [...onPlan.value, ...unplaced.nodes.value].find(({ id }) => id === chosen()))
  // Sources have numbers, areas and machines have not.
  const isOther = (): boolean => /^\d+$/.test(chosen() ?? '') && listed.value === undefined
  const other = useLiveQuery(SourceToPlace, () => ({ id: chosen() ?? '' }), { refreshOn, pause: () => !isOther() })
  const inWork = computed(() => {
    const found = listed.value ?? other.data.value?.sensor
    return found?.id === chosen() ? found : undefined
  })
  const area = useLiveQuery(SourceChoices, () => ({ filter: { areaIds: [areaId() ?? ''] }, first: NAMED }), {
    refreshOn,
    keep: false,
    pause: () => areaId() === null,
  })
  return {
    words,
    onPlan,
    inWork,
    unplaced: {
      rows: unplaced.nodes,
      total: computed(() => unplaced.data.value?.sources.totalCount ?? 0),
      hasMore: unplaced.hasMore,
      isLoadingMore: unplaced.isLoadingMore,
      loadMore: unplaced.loadMore,
    },
    /** Of the area: how many, and the codes of the first; null while nobody knows. */
    ofArea: computed(() => {
      const found = area.data.value?.sources
      return found && areaId() !== null ? { n: found.totalCount, codes: found.edges.map(({ node }) => node.code) } : null
    }),
    refresh: async (): Promise<void> => void (await Promise.all([placed, unplaced, other, area].map((each) => each.refresh()))),
  }
}
