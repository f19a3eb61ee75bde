import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { follow } from '@/graphql/client'
import { ReadingsChanged } from '@/graphql/generated/operations'
import type { Quality } from '@/graphql/generated/enums'

/** Changes are put together: the page is drawn anew at most four times a second, however many sources there are. */
const TOGETHER = 250

export interface Reading {
  sampledAt: string
  value: number
  quality: Quality
}

export interface LiveWhere {
  siteId: string
  areaId?: string
}

/** The source with a value that is newer than the answer. */
export function withLatest<Source extends { latest: Reading | null }>(source: Source, reading: Reading | undefined): Source {
  if (!reading || (source.latest && Date.parse(source.latest.sampledAt) >= Date.parse(reading.sampledAt))) return source
  return { ...source, latest: reading }
}

/** The last readings of a site, or of one area, by source; one subscription. Nothing while `where` is null. */
export function useLiveReadings(where: () => LiveWhere | null): Readonly<Ref<ReadonlyMap<string, Reading>>> {
  const shown = shallowRef<ReadonlyMap<string, Reading>>(new Map())
  let waiting = new Map<string, Reading>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: (() => void) | undefined

  const show = (): void => {
    timer = undefined
    shown.value = new Map([...shown.value, ...waiting])
    waiting = new Map()
  }
  const end = (): void => {
    stop?.()
    stop = undefined
    clearTimeout(timer)
    timer = undefined
    waiting = new Map()
  }
  watch(
    () => JSON.stringify(where()),
    () => {
      end()
      shown.value = new Map()
      const wanted = where()
      if (!wanted) return
      const take = (data: { readingsChanged: (Reading & { sensorId: string })[] }): void => {
        for (const { sensorId, sampledAt, value, quality } of data.readingsChanged) {
          if (shown.value.get(sensorId)?.sampledAt !== sampledAt) waiting.set(sensorId, { sampledAt, value, quality })
        }
        if (waiting.size > 0) timer ??= setTimeout(show, TOGETHER)
      }
      stop = follow(ReadingsChanged, take, { siteId: wanted.siteId, areaId: wanted.areaId ?? null })
    },
    { immediate: true },
  )
  onScopeDispose(end)
  return shown
}
