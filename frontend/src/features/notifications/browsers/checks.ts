import type { Readiness } from '@/features/settings/firstMinutes'
import type { MyBrowsersQuery } from '@/graphql/generated/types'
import { CLOCK_WRONG } from '@/outbox/clock'

export type Browser = MyBrowsersQuery['myBrowsers'][number]

/** Whether what was sent to a browser came up there: only what it has shown counts. */
export function showsMessages(browser: Pick<Browser, 'silentSince' | 'lastShownAt'> | undefined): Readiness {
  if (browser?.silentSince) return 'BAD'
  return browser?.lastShownAt ? 'GOOD' : 'OPEN'
}

/** A browser that does not tell, or says no, may clear what was written; that it will is not said. */
export function keepsData(isPersistent: boolean | null): Readiness {
  return isPersistent ? 'GOOD' : 'OPEN'
}

/** `offset`: what has to be added to the time of this phone, ms; null while nobody has compared. */
export function isOnTime(offset: number | null): Readiness {
  if (offset === null) return 'OPEN'
  return Math.abs(offset) <= CLOCK_WRONG ? 'GOOD' : 'BAD'
}

/** The phone or tablet of somebody that has been silent longest. */
export function silent<Held extends Pick<Browser, 'silentSince' | 'isInHand'>>(browsers: readonly Held[]): Held | undefined {
  const found = browsers.filter(({ silentSince, isInHand }) => isInHand && silentSince)
  return found.sort((one, other) => String(one.silentSince).localeCompare(String(other.silentSince)))[0]
}
