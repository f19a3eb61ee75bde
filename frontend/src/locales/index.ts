import { first as zh } from './zh/first'
import { later } from './zh/later'

type Loaders = typeof later
/** A file of words that is not in the first download. */
export type WordSet = keyof Loaders
type WordsOf<Name extends WordSet> = Awaited<ReturnType<Loaders[Name]>>['default']
type FirstKey = keyof typeof zh
type LaterKey = { [Name in WordSet]: keyof WordsOf<Name> }[WordSet]
/** Every key there is; a typo does not compile. Keys of a later set are known once a screen came with it (`scripts/wordSets.mjs`). */
export type Key = FirstKey | LaterKey
type FirstMessages = Record<FirstKey, string>
type LaterMessages = Partial<Record<LaterKey, string>>
export type Messages = FirstMessages & LaterMessages
export type Locale = 'zh' | 'en'

export { zh }

export async function loadMessages(locale: Locale): Promise<FirstMessages> {
  return locale === 'zh' ? zh : (await import('./en/first')).first
}

export async function loadLater(locale: Locale, names: Iterable<WordSet>): Promise<LaterMessages> {
  const loaders: Record<WordSet, () => Promise<{ default: LaterMessages }>> = locale === 'zh' ? later : (await import('./en/later')).later
  const found = await Promise.all([...names].map((name) => loaders[name]()))
  return Object.assign({}, ...found.map((words) => words.default)) as LaterMessages
}
