import { computed, ref, shallowRef, triggerRef } from 'vue'
import { loadLater, loadMessages, zh, type Key, type Locale, type Messages, type WordSet } from '@/locales'
import { second } from './now'

const STORED = 'anhuan.locale'
/** Another object for another language: what shows words follows that. More words of the same language are added in place. */
const messages = shallowRef<Messages>({ ...zh })
/** Followed by what asked for words that were not there yet, and by nothing else: pages do not draw again for the words of others. */
const arrivals = shallowRef({})
const current = ref<Locale>('zh')

export const locale = computed(() => current.value)
const tag = computed(() => (current.value === 'zh' ? 'zh-CN' : 'en-GB'))

/** The words for `key`; where there are none yet, whoever asks is asked to draw again once more have come. */
function wordsFor(key: string): string | undefined {
  const found = messages.value[key as Key] as string | undefined
  if (found === undefined) void arrivals.value
  return found
}

/** The message for `key` in the person's language, `{x}` filled in. Reactive: a template that calls it follows a switch. */
export function t(key: Key, parameters: Record<string, string | number> = {}): string {
  return (wordsFor(key) ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
}

/** "原因：阀门渗漏"; what is there of them where one is missing. */
export function pair(first: string, second: string): string {
  return first && second ? t('app.pair', { first, second }) : first || second
}

/** Words for a code the server sent; an unknown one (newer server) gets the general wording. */
export function refusal(code: string | null | undefined): string {
  const key = `error.${code ?? 'INTERNAL'}`
  return wordsFor(key) !== undefined ? t(key as Key) : t('error.UNKNOWN', { code: code ?? '' })
}

/** The half of a bilingual text that the person reads. */
export function text(value: { zh: string; en: string } | null | undefined): string {
  return value ? value[current.value] || value.zh : ''
}

export async function setLocale(next: Locale): Promise<void> {
  await show(next)
  localStorage.setItem(STORED, next)
}

async function show(next: Locale): Promise<void> {
  let had: number
  let words: Messages
  do {
    had = loaded.size
    const [first, more] = await Promise.all([loadMessages(next), loadLater(next, loaded)])
    words = { ...first, ...more }
  } while (loaded.size > had) // more came meanwhile, in the language of before
  messages.value = words
  current.value = next
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}

/** Takes the language of the site on a device where nobody has chosen one. */
export async function followLocale(next: Locale): Promise<void> {
  if (localStorage.getItem(STORED) === null && next !== current.value) await show(next)
}

const loaded = new Set<WordSet>()

/**
 * What is loaded later together with its words, `sets` with a space between them. Nobody writes it: the build puts it around each
 * `import('…')` (`scripts/wordSets.mjs`).
 */
export async function withWords<Module>(sets: string, load: () => Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([load(), addWords(sets.split(' ') as WordSet[])])
  return module
}

/** More words of what is in sight already; it shows them once they are there. */
export async function addWords(sets: WordSet[]): Promise<void> {
  const missing = sets.filter((name) => !loaded.has(name))
  if (missing.length === 0) return
  let language: Locale
  let words: Awaited<ReturnType<typeof loadLater>>
  do {
    language = current.value
    words = await loadLater(language, missing)
  } while (language !== current.value) // switched meanwhile: these are of the other language
  for (const name of missing) loaded.add(name)
  Object.assign(messages.value, words)
  triggerRef(arrivals)
}

/** Takes the language chosen last time; Chinese when none was. */
export async function restoreLocale(): Promise<void> {
  const stored = localStorage.getItem(STORED)
  if (stored !== 'en') return
  // Offline before English was ever loaded: stay with Chinese rather than with nothing.
  await setLocale('en').catch(() => undefined)
}

/** Names one after the other, as the language writes them. */
export function listed(names: readonly string[]): string {
  return names.join(current.value === 'zh' ? '、' : ', ')
}

/** Statements one after the other, each with commas of its own. */
export function clauses(statements: readonly string[]): string {
  return statements.join(current.value === 'zh' ? '；' : '; ')
}

type Moment = string | number | Date

const JUST_NOW = 5000
const two = (value: number): string => String(value).padStart(2, '0')

/** 2026-11-24, where the person is. */
export function isoDay(moment: Moment): string {
  const at = new Date(moment)
  return [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
}
/** Moves on at midnight on a screen that stays open, as far as anything on it shows the time. */
const today = computed(() => isoDay(second.value))

const format = (options: Intl.DateTimeFormatOptions) => {
  const made = computed(() => new Intl.DateTimeFormat(tag.value, { hour12: false, ...options }))
  return (moment: Moment): string => made.value.format(new Date(moment))
}

/** 10:32 */
export const clockTime = format({ hour: '2-digit', minute: '2-digit' })
/** 10:32:07 */
export const exactTime = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
/** 11-24, of another year 2025-11-24 */
export function dayMonth(moment: Moment): string {
  const day = isoDay(moment)
  return day.startsWith(today.value.slice(0, 5)) ? day.slice(5) : day
}
/** Since or until when: 10:32 today, 11-24 10:32 otherwise. */
export function toTheMinute(moment: Moment): string {
  return isoDay(moment) === today.value ? clockTime(moment) : `${dayMonth(moment)} ${clockTime(moment)}`
}
/** When something happened: 10:32:07 today, 11-24 10:32 otherwise; what is yet to come to the minute. */
export function momentWords(moment: Moment): string {
  const isPast = new Date(moment).getTime() <= Date.now()
  return isPast && isoDay(moment) === today.value ? exactTime(moment) : toTheMinute(moment)
}
/** 2026-11-24 10:32:07 */
export function fullMoment(moment: Moment): string {
  return `${isoDay(moment)} ${exactTime(moment)}`
}
/** Tuesday, 24 November */
export const longDate = format({ month: 'long', day: 'numeric', weekday: 'long' })

/** By number of decimals: making one takes a hundred times as long as using it. */
const figures = computed(() => (void tag.value, new Map<number, Intl.NumberFormat>()))

/** A figure with at most `digits` decimals, grouped as the language does. */
export function figure(value: number, digits = 1): string {
  const made = figures.value.get(digits) ?? new Intl.NumberFormat(tag.value, { maximumFractionDigits: digits })
  figures.value.set(digits, made)
  return made.format(value)
}

/** A stretch of time in its two largest units: "1 h 20 min", "45 s". */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 60) return t('time.seconds', { n: seconds })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return t('time.minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? t('time.hours', { n: hours }) : t('time.hoursMinutes', { h: hours, m: minutes % 60 })
  return hours % 24 === 0 ? t('time.days', { n: hours / 24 }) : t('time.daysHours', { d: Math.floor(hours / 24), h: hours % 24 })
}

/** How old something is, or by how much it is late, in its largest unit: "6 min", "2 days". */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return t('time.seconds', { n: seconds })
  if (seconds < 3600) return t('time.minutes', { n: Math.floor(seconds / 60) })
  const hours = Math.floor(seconds / 3600)
  return hours < 24 ? t('time.hours', { n: hours }) : t('time.days', { n: Math.floor(hours / 24) })
}

/** How long ago a value was measured; the clocks of a source and of this device may differ. */
export function ageWords(moment: Moment, now: number): string {
  const past = now - new Date(moment).getTime()
  return past < JUST_NOW ? t('time.now') : t('time.ago', { span: age(past) })
}

/** How much time is left: the same, below an hour to the second, "27:08". */
export function timeLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return seconds < 3600 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : age(milliseconds)
}
