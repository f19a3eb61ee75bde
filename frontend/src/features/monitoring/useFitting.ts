import { ref, watch, type Ref } from 'vue'
import { useNow } from '@/shared/now'

/** How many rows of a list have room, however many lines each takes: what hangs over the edge is not shown in half. */
export function useFitting(list: Readonly<Ref<HTMLElement | null>>, rows: () => readonly unknown[]): Readonly<Ref<number>> {
  const fitting = ref(Infinity)
  function fit(): void {
    const edge = list.value?.getBoundingClientRect().bottom ?? 0
    const shown = [...(list.value?.children ?? [])]
    fitting.value = shown.filter((each) => each.getBoundingClientRect().bottom <= edge + 1).length
  }
  // Each second, too: the screen grows a moment after it has been asked to be full.
  watch([list, rows, useNow()], fit, { flush: 'post' })
  return fitting
}
