import { zh } from './zh'
import type { loop } from './zh/loop'
import type { officer } from './zh/officer'

type FirstKey = keyof typeof zh
export type LaterKey = keyof typeof loop | keyof typeof officer
/** Every key there is; a typo does not compile. Keys of a later set are known once a screen came `withWords` of it (shared/i18n.ts). */
export type Key = FirstKey | LaterKey
export type FirstMessages = Record<FirstKey, string>
export type LaterMessages = Partial<Record<LaterKey, string>>
export type Messages = FirstMessages & LaterMessages
export type Locale = 'zh' | 'en'
/** Words of screens that are not in the first download: of the closed loop, and of what only few people open. */
export type WordSet = 'loop' | 'officer'

export { zh }

export async function loadMessages(locale: Locale): Promise<FirstMessages> {
  return locale === 'zh' ? zh : (await import('./en')).en
}

const LATER: Record<Locale, Record<WordSet, () => Promise<LaterMessages>>> = {
  zh: { loop: async () => (await import('./zh/loop')).loop, officer: async () => (await import('./zh/officer')).officer },
  en: { loop: async () => (await import('./en/loop')).loop, officer: async () => (await import('./en/officer')).officer },
}

export async function loadLater(locale: Locale, sets: Iterable<WordSet>): Promise<LaterMessages> {
  const found = await Promise.all([...sets].map((name) => LATER[locale][name]()))
  return Object.assign({}, ...found) as LaterMessages
}
