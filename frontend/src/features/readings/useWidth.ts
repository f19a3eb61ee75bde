import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** How wide a chart may be: the width of its frame, px. */
export function useWidth(frame: Readonly<Ref<Element | null>>): Readonly<Ref<number>> {
  const width = ref(320)
  const observer = new ResizeObserver(([entry]) => (width.value = Math.max(240, entry?.contentRect.width ?? 320)))
  watch(frame, (element) => {
    if (element) observer.observe(element)
  })
  onScopeDispose(() => observer.disconnect())
  return width
}
