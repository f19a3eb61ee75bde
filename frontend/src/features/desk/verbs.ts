import { onBeforeUnmount } from 'vue'
import { t } from '@/shared/i18n'
import type { Entry } from './palette'

type Verbs = () => Entry[]
const offered = new Set<Verbs>()

/** Puts verbs of what is on the screen into the palette, as long as it is there. They are asked for when the palette opens. */
export function offerVerbs(verbs: Verbs): void {
  offered.add(verbs)
  onBeforeUnmount(() => offered.delete(verbs))
}

/** The words on a button without the key that stands on it. */
function wordsOn(button: HTMLElement): string {
  return [...button.childNodes]
    .filter(({ nodeName }) => nodeName !== 'KBD')
    .map(({ textContent }) => textContent)
    .join('')
    .trim()
}

/** What can be done on this page: verbs of what the cursor is on, then those that stand on it as buttons. */
export function verbsHere(): Entry[] {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[data-verb]:not(:disabled)')]
    .filter((button) => !button.closest('[role="dialog"]'))
    .map((button, n): Entry => ({
      id: `button ${n}`,
      icon: 'next',
      label: wordsOn(button),
      what: t('palette.verb'),
      run: () => button.click(),
    }))
  return [...[...offered].flatMap((verbs) => verbs()), ...buttons]
}
