/** What a form still lacks: said on its verb, and where it is filled in (the id of an element). */
export interface Gap {
  words: string
  at: string
}

const FIELDS = 'input:not([type="file"]), textarea, select, button, [tabindex]:not([tabindex="-1"])'

/** Goes to the place of the gap and marks it until somebody touches it; the first field there has the focus. */
export function goToGap({ words, at }: Gap): void {
  const place = document.getElementById(at)
  if (!place) return
  place.dataset.gap = words
  for (const touched of ['input', 'click']) place.addEventListener(touched, () => delete place.dataset.gap, { once: true })
  place.querySelector<HTMLElement>(FIELDS)?.focus()
  place.scrollIntoView({ block: 'center' })
}
