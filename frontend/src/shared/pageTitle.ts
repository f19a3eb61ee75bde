import { computed, onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'

/** The pages that are on the screen, the outermost first; what was opened last names the tab. */
const open = shallowRef<symbol[]>([])
const titles = new Map<symbol, string>()
const changes = ref(0)
/** What waits for the person; stands before the title, so that a tab in the background says it. */
export const waitingCount = ref(0)
/** An alarm that nobody has yet; stands in the place of the page's name. */
export const alarmTitle = ref('')

const current = computed(() => {
  void changes.value
  const last = open.value.at(-1)
  return (last && titles.get(last)) || ''
})

/** Names the tab for as long as the component lives. */
export function usePageTitle(title: MaybeRefOrGetter<string>): void {
  const page = Symbol('page')
  open.value = [...open.value, page]
  watch(
    () => toValue(title),
    (next) => {
      titles.set(page, next)
      changes.value += 1
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    titles.delete(page)
    open.value = open.value.filter((each) => each !== page)
  })
}

/** "(3) 预警 · 安环"; `app` is the name of the product. */
export function tabTitle(app: string): string {
  const page = alarmTitle.value || current.value
  const name = page ? `${page} · ${app}` : app
  return waitingCount.value > 0 ? `(${waitingCount.value}) ${name}` : name
}
