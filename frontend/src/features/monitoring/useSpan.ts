import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { rangeOfSpan, SPANS, zoomed, type Range, type SpanName } from './trend'

const isSpan = (value: unknown): value is SpanName => typeof value === 'string' && value in SPANS

/** The range that a page of a source shows; it stands in its address: a span up to now, or a stretch that was dragged. */
export function useSpan() {
  const route = useRoute()
  const router = useRouter()
  const now = ref(Date.now())
  const set = (changes: Record<string, string | undefined>): void => {
    now.value = Date.now()
    void router.replace({ query: { ...route.query, ...changes } })
  }
  const zoom = computed<Range | null>(() => {
    const [from, to] = [Number(route.query.from), Number(route.query.to)]
    return from > 0 && to > from ? { from, to } : null
  })
  const span = computed<SpanName>({
    get: () => (isSpan(route.query.span) ? route.query.span : '1h'),
    set: (value) => set({ span: value, from: undefined, to: undefined }),
  })
  const range = computed(() => zoom.value ?? rangeOfSpan(span.value, now.value))
  const second = computed({
    get: () => (typeof route.query.with === 'string' ? route.query.with : null),
    set: (value) => set({ with: value ?? undefined }),
  })
  function zoomTo(from: number, to: number): void {
    const chosen = zoomed(from, to)
    set({ from: String(chosen.from), to: String(chosen.to) })
  }
  return { span, range, zoom, second, zoomTo }
}
