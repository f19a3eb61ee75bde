import { zh } from './zh'

/** Every key there is; a typo does not compile. */
export type Key = keyof typeof zh
export type Messages = Record<Key, string>
export type Locale = 'zh' | 'en'

export { zh }

export async function loadMessages(locale: Locale): Promise<Messages> {
  return locale === 'zh' ? zh : (await import('./en')).en
}
