import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** How large an element is laid out, px; a transform of it changes nothing. */
export function useElementSize(element: Readonly<Ref<Element | null>>) {
  const [width, height] = [ref(0), ref(0)]
  const observer = new ResizeObserver(([entry]) => {
    width.value = entry?.contentRect.width ?? 0
    height.value = entry?.contentRect.height ?? 0
  })
  watch(element, (found) => {
    if (found) observer.observe(found)
  })
  onScopeDispose(() => observer.disconnect())
  return { width, height }
}
