import { ref } from 'vue'

/** How safe the phone keeps our data, and how much there is. `null`: the browser does not tell. */
export function useStorage() {
  const isPersistent = ref<boolean | null>(null)
  const usedBytes = ref<number | null>(null)

  async function refresh(): Promise<void> {
    isPersistent.value = (await navigator.storage?.persisted?.()) ?? null
    usedBytes.value = (await navigator.storage?.estimate?.())?.usage ?? null
  }

  /** Asks the browser not to clear us; a "no" is normal and may become a "yes" after installation. */
  async function protect(): Promise<void> {
    await navigator.storage?.persist?.()
    await refresh()
  }
  void refresh()
  return { isPersistent, usedBytes, protect }
}
