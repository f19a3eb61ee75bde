import type { RouteLocationRaw } from 'vue-router'
import type { IconName } from '@/components/icons'
import { nouns, type Place } from '@/features/nouns'
import { has } from '@/features/people/session'
import { places } from '@/features/settings/places'
import { locale, setLocale, t } from '@/shared/i18n'
import { setTheme, themeChoice } from '@/shared/theme'
import { verbsHere } from './verbs'

/** What the palette offers: a page, a thing of the plant, or a verb. */
export interface Entry {
  id: string
  icon: IconName
  label: string
  /** Its kind, or where it is. */
  what: string
  to?: RouteLocationRaw
  run?: () => void
}

/** Beside the places of the rail. */
const ALSO: Pick<Place, 'to' | 'icon' | 'label'>[] = [
  { to: '/work', icon: 'case', label: 'nav.work' },
  { to: '/settings', icon: 'person', label: 'nav.me' },
]

export function placesAndVerbs(): Entry[] {
  const pages = [...places.value, ...ALSO].map(({ to, icon, label }) => ({
    id: to,
    icon,
    label: t(label),
    what: t('palette.page'),
    to,
  }))
  const isDark = themeChoice.value === 'dark'
  return once([
    ...verbsHere(),
    ...nouns
      .filter(({ module }) => !module || has(module))
      .flatMap(({ verbs = [] }) => verbs.map((verb) => ({ ...verb, label: t(verb.label), what: t('palette.verb') }))),
    ...pages,
    {
      id: 'theme',
      icon: 'eye',
      label: t(isDark ? 'palette.light' : 'palette.dark'),
      what: t('palette.verb'),
      run: () => setTheme(isDark ? 'light' : 'dark'),
    },
    {
      id: 'language',
      icon: 'pen',
      label: locale.value === 'zh' ? 'English' : '中文',
      what: t('palette.verb'),
      run: () => void setLocale(locale.value === 'zh' ? 'en' : 'zh'),
    },
    { id: 'print', icon: 'download', label: t('palette.print'), what: t('palette.verb'), run: () => print() },
  ])
}

/** What two places offer in the same words is offered once. */
function once(entries: Entry[]): Entry[] {
  return [...new Map([...entries].reverse().map((entry) => [`${entry.what} ${entry.label}`, entry])).values()].reverse()
}

/** Those whose label holds the words, whatever their case. */
export function matching(entries: readonly Entry[], words: string): Entry[] {
  const wanted = words.trim().toLowerCase()
  return entries.filter(({ label }) => label.toLowerCase().includes(wanted))
}
