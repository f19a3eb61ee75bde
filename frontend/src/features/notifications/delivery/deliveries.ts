import type { ReachedPartsFragment } from '@/graphql/generated/types'
import { momentWords, t, toTheMinute } from '@/shared/i18n'

export type Reached = ReachedPartsFragment
export type Sent = Reached['sent'][number]
/** One to a person, or to an outlet, which has no quiet hours and no browser that goes silent. */
type OfPeople = 'quietUntil' | 'digestOf' | 'silentSince' | 'event'
export type Message = Omit<Sent, OfPeople> & Partial<Pick<Sent, OfPeople>>

/** What a message is waiting for, or became; one word more than its state, where an error or a time makes it another thing. */
export type Fate = 'WAITS' | 'QUIET' | 'LIMITED' | 'SILENT' | 'RETRIES' | 'KNOWS_WITHOUT_ADDRESS' | Exclude<Sent['state'], 'PENDING'>

export function fateOf({ state, error, quietUntil, silentSince }: Message, { knowsSince }: Pick<Reached, 'knowsSince'>): Fate {
  if (state === 'PENDING') return error ? 'RETRIES' : 'WAITS'
  if (state === 'GROUPED' && quietUntil) return 'QUIET'
  if (state === 'GROUPED' && error) return 'LIMITED'
  if (state === 'ACCEPTED' && silentSince) return 'SILENT'
  if (state === 'NO_ADDRESS' && knowsSince) return 'KNOWS_WITHOUT_ADDRESS'
  return state
}

/** When its fate was so: shown and opened by a person, accepted by the provider, or when it leaves. */
export function timeOf(sent: Message): string {
  return sent.openedAt ?? sent.shownAt ?? sent.acceptedAt ?? sent.waitsUntil ?? sent.createdAt
}

/** What a message is waiting for, or became, and when, in words. */
export function sentWords(sent: Message, to: Pick<Reached, 'knowsSince'>): string {
  const fate = fateOf(sent, to)
  const isAhead = fate === 'WAITS' || fate === 'GROUPED' || fate === 'LIMITED' || fate === 'RETRIES'
  if (fate === 'QUIET') return t('delivery.fate.QUIET', { at: toTheMinute(sent.quietUntil ?? timeOf(sent)) })
  const at = isAhead ? toTheMinute(timeOf(sent)) : momentWords(timeOf(sent))
  const since = sent.silentSince ? momentWords(sent.silentSince) : ''
  const words = t(`delivery.fate.${fate}`, { at, since, said: sent.error ?? t('delivery.nothingSaid') })
  return (sent.digestOf ?? 1) > 1 ? t('delivery.inDigest', { n: sent.digestOf ?? 1, words }) : words
}

/** Messages to one person that are looked at; what they say is said by the newest. */
const MOST = 6

export const newest = ({ sent }: Reached): readonly Sent[] => sent.slice(0, MOST)
export const older = ({ sent }: Reached): number => Math.max(0, sent.length - MOST)

/** How many know of it, and how many as far as we know do not. */
export function counts(reached: readonly Reached[]): { know: number; not: number } {
  const know = reached.filter(({ knowsSince }) => knowsSince !== null).length
  return { know, not: reached.length - know }
}

const SOON = 3_000
const LONGEST = 60_000
const UNDER_WAY = ['PENDING', 'GROUPED', 'SENDING'] as const

/**
 * In how many ms something may have become of the messages: just after the next one leaves; null: nothing is under way, and
 * what is shown later changes with the alert.
 */
export function asksAgainIn(reached: readonly Reached[], now: number): number | null {
  const all = reached.flatMap(({ sent }) => sent)
  // What has left in a digest stays GROUPED, and waits for nothing.
  const waiting = all.filter(({ state, waitsUntil }) => UNDER_WAY.some((each) => each === state) && (state !== 'GROUPED' || waitsUntil))
  if (waiting.length === 0) return null
  const leaves = waiting.map(({ waitsUntil }) => (waitsUntil ? new Date(waitsUntil).getTime() : now))
  return Math.min(Math.max(Math.min(...leaves) - now, 0) + SOON, LONGEST)
}
