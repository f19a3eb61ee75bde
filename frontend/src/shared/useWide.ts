import { ref } from 'vue'

function watchMedia(query: string) {
  const media = matchMedia(query)
  const matches = ref(media.matches)
  media.addEventListener('change', (event) => (matches.value = event.matches))
  return matches
}

/** From here on the rail stands at the side, and a list and a detail beside each other. */
export const isTablet = watchMedia('(min-width: 700px)')
/** From here on: tables, drawers and keys. */
export const isDesktop = watchMedia('(min-width: 1024px)')
/** A phone on its side: what must stay in reach takes one row. */
export const isLow = watchMedia('(max-height: 480px)')
