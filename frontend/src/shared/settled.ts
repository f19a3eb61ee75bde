import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** So long (ms) nobody types before the server is asked. */
const PAUSE = 200

/** Typed words, once nobody types any more. */
export function useSettled(words: Ref<string>): Ref<string> {
  const settled = ref(words.value.trim())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(words, (typed) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = typed.trim()), PAUSE)
  })
  onScopeDispose(() => clearTimeout(timer))
  return settled
}
