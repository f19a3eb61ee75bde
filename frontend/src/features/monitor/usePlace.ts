import { computed } from 'vue'
import { FILTERS as ALERTS } from '@/features/alerts/views'
import { FILTERS as CASES } from '@/features/cases/views'
import { membership } from '@/features/people/session'
import { PlaceMatters, PlaceTrends, SitePlan } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { byUrgency, type Source } from './source'
import type { Range } from './trend'
import { useLiveReadings, withLatest } from '@/features/readings/useLiveReadings'

/** An area, or a piece of equipment; `id` names it in filters. */
export interface Place {
  kind: 'area' | 'equipment'
  id: string
  areaId: string
}

const isAt = ({ kind, id }: Place, { area, equipment }: Source): boolean => (kind === 'area' ? area.id === id : equipment?.id === id)
const filterOf = ({ kind, id }: Place) => (kind === 'area' ? { areaIds: [id] } : { equipmentIds: [id] })

/** The sources of a place as they are now, the most urgent first. They come with the plan, so they are there without a network, too. */
export function usePlaceSources(place: () => Place | null) {
  const siteId = (): string | undefined => membership.value?.site.id
  const query = useLiveQuery(SitePlan, () => ({ siteId: siteId() ?? '' }), { refreshOn: ['alert', 'site'], pause: () => !siteId() })
  const live = useLiveReadings(() => {
    const [site, at] = [siteId(), place()]
    return site && at ? { siteId: site, areaId: at.areaId } : null
  })
  const sources = computed(() => {
    const at = place()
    return at
      ? (query.data.value?.monitor ?? [])
          .filter((source) => isAt(at, source))
          .map((source) => withLatest(source, live.value.get(source.id)))
          .sort(byUrgency)
      : []
  })
  return { ...query, sources }
}

/** What the sources of a place measured over the range. */
export function usePlaceTrends(place: () => Place | null, range: () => Range, points: () => number) {
  const query = useLiveQuery(
    PlaceTrends,
    () => {
      const [at, { from, to }] = [place(), range()]
      return { filter: at ? filterOf(at) : {}, from: new Date(from).toISOString(), to: new Date(to).toISOString(), points: points() }
    },
    { refreshOn: ['alert'], pause: () => place() === null },
  )
  return { ...query, past: computed(() => query.data.value?.sources.edges.map(({ node }) => node) ?? []) }
}

/** Open alerts and cases of a place, and how many: by the filters of the lists that a click on the number opens. */
export function usePlaceMatters(place: () => Place | null) {
  const query = useLiveQuery(
    PlaceMatters,
    () => {
      const at = place()
      const where = at ? filterOf(at) : {}
      return { alerts: { ...ALERTS.open, ...where }, cases: { ...CASES.open, ...where } }
    },
    { refreshOn: ['alert', 'case'], pause: () => place() === null },
  )
  return { ...query, alerts: computed(() => query.data.value?.alerts ?? null), cases: computed(() => query.data.value?.cases ?? null) }
}
