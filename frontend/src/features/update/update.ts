import { registerSW } from 'virtual:pwa-register'
import { computed, ref } from 'vue'

const HOUR = 3_600_000
const isWaiting = ref(false)
const dirty = ref(new Set<string>())
let update: ((reload?: boolean) => Promise<void>) | undefined

/** A new version is there and nobody is in the middle of a form. */
export const mayUpdate = computed(() => isWaiting.value && dirty.value.size === 0)
export const hasUpdate = computed(() => isWaiting.value)

/** A form says that it holds work; no reload is offered until it says that it is done. */
export function holdUpdate(form: string, isSuppressed: boolean): void {
  const next = new Set(dirty.value)
  if (isSuppressed) next.add(form)
  else next.delete(form)
  dirty.value = next
}

export function registerWorker(): void {
  if (!('serviceWorker' in navigator)) return
  update = registerSW({
    onNeedRefresh: () => (isWaiting.value = true),
    onRegisteredSW: (_url, registration) => {
      if (!registration) return
      const look = (): void => void registration.update().catch(() => undefined)
      setInterval(look, HOUR)
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') look()
      })
    },
  })
}

/** Takes the new version. The plugin reloads only pages that a worker controlled at registration; this reloads all. */
export async function takeUpdate(): Promise<void> {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  await update?.(true)
}
