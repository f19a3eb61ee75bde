import { onMounted, onUpdated, ref, watch, type Ref } from 'vue'
import { useNow } from '@/shared/now'

/** How many rows of a list have room, however many lines each takes: what hangs over the edge is not shown in half. */
export function useFitting(list: Readonly<Ref<HTMLElement | null>>, most: number): Readonly<Ref<number>> {
  const fitting = ref(most)
  function fit(): void {
    const edge = list.value?.getBoundingClientRect().bottom ?? 0
    const rows = [...(list.value?.children ?? [])]
    fitting.value = rows.filter((each) => each.getBoundingClientRect().bottom <= edge + 1).length
  }
  onMounted(fit)
  onUpdated(fit)
  // The screen grows a moment after it has been asked to be full.
  watch(useNow(), fit, { flush: 'post' })
  return fitting
}
