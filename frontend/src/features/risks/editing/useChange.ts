import { computed, ref, watch } from 'vue'
import { RiskChange } from '@/graphql/generated/operations'
import type { EventContentInput } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'

const PAUSE = 400

/** What a content would do, as the server says it once nobody types any more (ms); `content` null: it cannot be asked about yet. */
export function useChange(eventId: string, content: () => EventContentInput | null) {
  const asked = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const said = (): string | null => {
    const now = content()
    return now && JSON.stringify(now)
  }
  watch(
    said,
    (next) => {
      clearTimeout(timer)
      if (asked.value === null || next === null) asked.value = next
      else timer = setTimeout(() => (asked.value = next), PAUSE)
    },
    { immediate: true },
  )
  const { data, error, isLoading } = useLiveQuery(
    RiskChange,
    () => ({ eventId, content: asked.value === null ? null : (JSON.parse(asked.value) as EventContentInput) }),
    { keep: false, pause: () => asked.value === null, refreshOn: ['site', 'alert'] },
  )
  return {
    change: computed(() => (asked.value === null ? null : (data.value?.riskChange ?? null))),
    /** Why the content would be refused. */
    refused: computed(() => (asked.value === null ? null : error.value)),
    isChecking: computed(() => isLoading.value || asked.value !== said()),
  }
}
