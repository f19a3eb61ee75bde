import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { RiskEventToEditQuery } from '@/graphql/generated/types'
import { useDraft } from '@/outbox/useDraft'
import { isoDay } from '@/shared/i18n'
import { plain } from '@/shared/plain'
import type { Newer } from '@/shared/useNewer'
import { changed, contentOf, merged, type Content, type Part } from './content'

type Item = NonNullable<RiskEventToEditQuery['riskEvent']>
interface Kept {
  version: number
  /** What was there when the form began, or when somebody else had saved. */
  base: Content | null
  mine: Content | null
}

/**
 * The content of an event as it is typed. It stays on this device until it is sent, whatever becomes of the page; what others save
 * meanwhile comes in where nothing was typed. `content` is null until the event is there.
 */
export function useContent(id: string, item: () => Item | null, lsSet: () => string | null) {
  const { value: kept, isReady, clear } = useDraft<Kept>(`risk-event-${id}`, () => ({ version: 0, base: null, mine: null }))
  const newer = ref<Newer<Part> | null>(null) as Ref<Newer<Part> | null>
  const isLeft = ref(false)

  function begin(now: Item, set: string): void {
    if (!now.content) return
    const theirs = contentOf(now.content, set, isoDay(Date.now()))
    const { base, mine, version } = kept.value
    // The server may have cleaned what was sent from here: that is no news, and nothing typed.
    if (!base || !mine || changed(base, mine).length === 0) {
      kept.value = { version: now.version, base: plain(theirs), mine: plain(theirs) }
      newer.value = null
      return
    }
    if (version === now.version) return
    const found = merged(base, mine, theirs)
    kept.value = { version: now.version, base: plain(theirs), mine: plain(found.content) }
    newer.value = found.changed.length > 0 ? { changed: found.changed, both: found.both } : null
  }
  watch(
    () => [isReady.value, item()?.version, lsSet()] as const,
    () => {
      const [now, set] = [item(), lsSet()]
      if (isReady.value && now && set && !isLeft.value) begin(now, set)
    },
    { immediate: true },
  )
  const content = computed({
    get: () => kept.value.mine,
    set: (next) => {
      if (next) kept.value = { ...kept.value, mine: plain(next) }
    },
  })
  const parts: ComputedRef<Part[]> = computed(() => {
    const { base, mine } = kept.value
    return base && mine ? changed(base, mine) : []
  })

  /** Forgets what was typed: it was sent, or given up. */
  async function leave(): Promise<void> {
    isLeft.value = true
    await clear()
  }
  return { content, base: computed(() => kept.value.base), version: computed(() => kept.value.version), changed: parts, newer, leave }
}
