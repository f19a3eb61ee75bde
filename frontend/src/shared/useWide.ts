import { ref } from 'vue'

function watchMedia(query: string) {
  const media = matchMedia(query)
  const matches = ref(media.matches)
  media.addEventListener('change', (event) => (matches.value = event.matches))
  return matches
}

/** From here on a list and a detail stand side by side. */
export const isTablet = watchMedia('(min-width: 768px)')
/** From here on the navigation stands at the side. */
export const isDesktop = watchMedia('(min-width: 1024px)')
