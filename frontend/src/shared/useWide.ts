import { ref } from 'vue'

function watchMedia(query: string) {
  const media = matchMedia(query)
  const matches = ref(media.matches)
  // A sheet of paper is narrow, but what is printed is what was on the screen.
  media.addEventListener('change', (event) => matchMedia('print').matches || (matches.value = event.matches))
  return matches
}

/** From here on the rail stands at the side, and a list and a detail beside each other; not on a phone on its side. */
export const isTablet = watchMedia('(min-width: 700px) and (min-height: 481px), (min-width: 1024px)')
/** From here on: tables, drawers and keys. */
export const isDesktop = watchMedia('(min-width: 1024px)')
