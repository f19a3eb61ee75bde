import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** True once `claim` has held for `delay` ms, false at once when it stops: no flicker for a short hiccup. */
export function useDelayed(claim: () => boolean, delay: number): Readonly<Ref<boolean>> {
  const holds = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    claim,
    (now) => {
      clearTimeout(timer)
      if (now) timer = setTimeout(() => (holds.value = true), delay)
      else holds.value = false
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return holds
}
