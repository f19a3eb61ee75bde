import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { home } from '@/features/live/situation'
import { follow } from '@/graphql/client'
import { ReadingsInSight } from '@/graphql/generated/operations'
import type { Quality } from '@/graphql/generated/enums'
import { throttle } from '@/shared/throttle'

/** Changes are put together: the page is drawn anew at most four times a second, however many sources there are. */
const TOGETHER = 250
/** Sources of a site to which every screen listens to all: one frame is made for all screens. */
const SMALL = 500
/** So far apart (ms) are two subscriptions. */
const BETWEEN = 500

export interface Reading {
  sampledAt: string
  value: number
  quality: Quality
}

/** A source, and the area that it is of. */
interface Placed {
  id: string
  area: { id: string }
}

/** What is not known yet has none. */
type Sources = readonly (Placed | null | undefined)[]

/** The source with a value that is newer than the answer. */
export function withLatest<Source extends { latest: Reading | null }>(source: Source, reading: Reading | undefined): Source {
  if (!reading || (source.latest && Date.parse(source.latest.sampledAt) >= Date.parse(reading.sampledAt))) return source
  return { ...source, latest: reading }
}

/** These sources by their areas, always in the same order: what is seen again in another order is not asked for again. */
function byArea(sources: Sources): { areaId: string; sensorIds: string[] }[] {
  const areas: Record<string, string[]> = {}
  for (const source of sources) if (source) (areas[source.area.id] ??= []).push(source.id)
  return Object.entries(areas)
    .sort()
    .map(([areaId, ids]) => ({ areaId, sensorIds: ids.sort() }))
}

/**
 * The last readings of these sources, which somebody sees; one subscription, which is another one at most twice a second: who scrolls
 * passes by much that they do not look at. Nothing without a site or a source.
 */
export function useLiveReadings(siteId: () => string | undefined, sources: () => Sources): Readonly<Ref<ReadonlyMap<string, Reading>>> {
  const shown = shallowRef<ReadonlyMap<string, Reading>>(new Map())
  const waiting = new Map<string, Reading>()
  let stop: (() => void) | undefined

  const show = throttle(() => {
    shown.value = new Map([...shown.value, ...waiting])
    waiting.clear()
  }, TOGETHER)
  const take = (data: { readingsChanged: (Reading & { sensorId: string })[] }): void => {
    for (const { sensorId, ...reading } of data.readingsChanged) {
      if (shown.value.get(sensorId)?.sampledAt !== reading.sampledAt) waiting.set(sensorId, reading)
    }
    if (waiting.size > 0) show.call()
  }
  /** On a small site all of it, or of the one area: what every other screen asks, too. */
  const wanted = () => {
    const [site, inSight] = [siteId(), byArea(sources())]
    const [first, second] = inSight
    if (!site || !first) return undefined
    const isLarge = home.value && home.value.sensorsInService > SMALL
    return { siteId: site, ...(isLarge ? { inSight } : { areaId: second ? null : first.areaId }) }
  }
  const begin = (): void => {
    const where = wanted()
    stop?.()
    stop = where && follow(ReadingsInSight, take, where)
  }
  const another = throttle(begin, BETWEEN)
  begin()
  watch(() => JSON.stringify(wanted()), another.call)
  onScopeDispose(() => {
    another.stop()
    show.stop()
    stop?.()
  })
  return shown
}
