import { zh } from './zh'
import type { officer } from './zh/officer'

type FirstKey = keyof typeof zh
type OfficerKey = keyof typeof officer
/** Every key there is; a typo does not compile. Keys of `officer/` are known once a screen came by `withOfficerWords` (shared/i18n.ts). */
export type Key = FirstKey | OfficerKey
export type FirstMessages = Record<FirstKey, string>
export type Messages = FirstMessages & Partial<Record<OfficerKey, string>>
export type Locale = 'zh' | 'en'

export { zh }

export async function loadMessages(locale: Locale): Promise<FirstMessages> {
  return locale === 'zh' ? zh : (await import('./en')).en
}

/** Words of the screens that only few people open: not in the first download. */
export async function loadOfficerMessages(locale: Locale): Promise<Record<OfficerKey, string>> {
  return locale === 'zh' ? (await import('./zh/officer')).officer : (await import('./en/officer')).officer
}
