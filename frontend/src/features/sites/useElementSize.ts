import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** How large an element is laid out, px; a transform of it changes nothing. */
export function useElementSize(element: Readonly<Ref<Element | null>>) {
  const [width, height] = [ref(0), ref(0)]
  // Chromium 92 and 103 tell of an <svg> how large what is drawn in it is, in its own units, and not when it is laid out anew.
  const observer = new ResizeObserver(() => {
    width.value = element.value?.clientWidth ?? 0
    height.value = element.value?.clientHeight ?? 0
  })
  watch(element, (found) => {
    if (!found) return
    observer.observe(found)
    if (found.parentElement) observer.observe(found.parentElement)
  })
  onScopeDispose(() => observer.disconnect())
  return { width, height }
}
