import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** True once `claim` has been true for `delay` ms, false at once when it no longer is: no flicker at a short interruption. */
export function useDelayed(claim: () => boolean, delay: number): Readonly<Ref<boolean>> {
  const isLasting = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    claim,
    (now) => {
      clearTimeout(timer)
      if (now) timer = setTimeout(() => (isLasting.value = true), delay)
      else isLasting.value = false
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return isLasting
}
