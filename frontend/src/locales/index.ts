import { first as zh } from './zh/first'
import type { officer } from './zh/officer'
import type { workflow } from './zh/workflow'

type FirstKey = keyof typeof zh
type LaterKey = keyof typeof workflow | keyof typeof officer
/** Every key there is; a typo does not compile. Keys of a later set are known once a screen came `withWords` of it (shared/i18n.ts). */
export type Key = FirstKey | LaterKey
type FirstMessages = Record<FirstKey, string>
type LaterMessages = Partial<Record<LaterKey, string>>
export type Messages = FirstMessages & LaterMessages
export type Locale = 'zh' | 'en'
/** Words that are not in the first download: of the screens that work on a case or a report, and of what only few people open. */
export type WordSet = 'workflow' | 'officer'

export { zh }

export async function loadMessages(locale: Locale): Promise<FirstMessages> {
  return locale === 'zh' ? zh : (await import('./en/first')).first
}

const LATER: Record<Locale, Record<WordSet, () => Promise<LaterMessages>>> = {
  zh: {
    workflow: async () => (await import('./zh/workflow')).workflow,
    officer: async () => (await import('./zh/officer')).officer,
  },
  en: {
    workflow: async () => (await import('./en/workflow')).workflow,
    officer: async () => (await import('./en/officer')).officer,
  },
}

export async function loadLater(locale: Locale, sets: Iterable<WordSet>): Promise<LaterMessages> {
  const found = await Promise.all([...sets].map((name) => LATER[locale][name]()))
  return Object.assign({}, ...found) as LaterMessages
}
