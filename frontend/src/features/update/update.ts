import { registerSW } from 'virtual:pwa-register'
import { computed, ref } from 'vue'

const HOUR = 3_600_000
const isWaiting = ref(false)
const dirty = ref(new Set<string>())
/** With a certificate that the browser does not trust it refuses the worker, whatever people click away. */
export const isWorkerRefused = ref(false)
let update: ((reload?: boolean) => Promise<void>) | undefined

/** A new version is there and no form is being filled in. */
export const mayUpdate = computed(() => isWaiting.value && dirty.value.size === 0)
export const hasUpdate = computed(() => isWaiting.value)

/** Marks a form as in use or done; no reload is offered while one is in use. */
export function deferUpdate(form: string, isSuppressed: boolean): void {
  const next = new Set(dirty.value)
  if (isSuppressed) next.add(form)
  else next.delete(form)
  dirty.value = next
}

export function registerWorker(): void {
  if (!('serviceWorker' in navigator)) return
  update = registerSW({
    onNeedRefresh: () => (isWaiting.value = true),
    onRegisterError: (error: unknown) => (isWorkerRefused.value = (error as Error).name === 'SecurityError'),
    onRegisteredSW: (_url, registration) => {
      if (!registration) return
      const check = (): void => void registration.update().catch(() => undefined)
      // eslint-disable-next-line no-restricted-globals -- browsers look for another version only when a page is opened, and a wall stays open
      setInterval(check, HOUR)
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') check()
      })
    },
  })
}

/** Takes the new version. The plugin reloads only pages that a worker controlled at registration; this reloads all. */
export async function takeUpdate(): Promise<void> {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  await update?.(true)
}
