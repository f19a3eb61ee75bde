import { onScopeDispose, shallowReactive, type ComponentPublicInstance } from 'vue'

/** Of many tiles only those in sight, and a little around, are drawn; the others keep their place. */
export function useInSight() {
  const seen = shallowReactive(new Set<string>())
  const elements = new Map<string, Element>()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const id = (target as HTMLElement).dataset.tile
        if (id !== undefined) seen[isIntersecting ? 'add' : 'delete'](id)
      }
    },
    { rootMargin: '300px' },
  )
  onScopeDispose(() => observer.disconnect())

  const watchTile = (id: string, element: Element | ComponentPublicInstance | null): void => {
    const before = elements.get(id)
    if (element === before) return
    if (before) observer.unobserve(before)
    if (element instanceof Element) {
      elements.set(id, element)
      observer.observe(element)
    } else {
      elements.delete(id)
      seen.delete(id)
    }
  }
  return { seen, watchTile }
}
