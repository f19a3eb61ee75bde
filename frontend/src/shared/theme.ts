import { computed, ref } from 'vue'

type ThemeChoice = 'auto' | 'light' | 'dark'

const STORED = 'anhuan.theme'
const system = matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = ref(system.matches)
const choice = ref<ThemeChoice>('auto')
let isDarkened = false

system.addEventListener('change', ({ matches }) => {
  systemIsDark.value = matches
  apply()
})

export const themeChoice = computed(() => choice.value)
const isDark = computed(() => (choice.value === 'auto' ? systemIsDark.value : choice.value === 'dark'))

export function setTheme(next: ThemeChoice): void {
  choice.value = next
  localStorage.setItem(STORED, next)
  apply()
}

export function restoreTheme(): void {
  const stored = localStorage.getItem(STORED)
  if (stored === 'light' || stored === 'dark') choice.value = stored
  apply()
}

/** Darkens everything, whatever was chosen, as for a screen on the wall. Returns the function that ends it. */
export function darkenForNow(): () => void {
  isDarkened = true
  apply()
  return () => {
    isDarkened = false
    apply()
  }
}

function apply(): void {
  document.documentElement.dataset.theme = isDark.value || isDarkened ? 'dark' : 'light'
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', isDark.value ? '#0b1513' : '#0b3b36')
}
