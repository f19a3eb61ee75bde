import { computed, ref } from 'vue'
import { figure, t } from '@/shared/i18n'

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
  const hint = computed(() => {
    const words = t(isPersistent.value ? 'settings.storagePersistent' : 'settings.storageBestEffort')
    return usedBytes.value === null ? words : `${words} · ${t('settings.storageUsed', { used: `${figure(usedBytes.value / 1e6)} MB` })}`
  })
  void refresh()
  return { isPersistent, hint, protect }
}
