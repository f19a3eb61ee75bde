import { computed, ref } from 'vue'

interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const offered = ref<InstallPrompt | null>(null)

export const isInstalled = matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true)
/** iPads call themselves Macs, but no Mac has a touch screen. */
const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)

/** How the app can be installed here: by a tap, by the share menu of iOS, or not at all (or it is already). */
export const installWay = computed<'tap' | 'ios' | null>(() => {
  if (isInstalled) return null
  if (offered.value) return 'tap'
  return isApple ? 'ios' : null
})

export function listenForInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offered.value = event as InstallPrompt
  })
}

export async function install(): Promise<void> {
  await offered.value?.prompt()
  offered.value = null
}
