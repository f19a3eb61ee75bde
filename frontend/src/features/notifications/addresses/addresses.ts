import type { AddressKind } from '@/graphql/generated/enums'
import type { MyAddressesPartsFragment } from '@/graphql/generated/types'

export type MyAddress = MyAddressesPartsFragment['addresses'][number]

/** Wrong codes after which the server takes no other one; it says so, too. */
export const MOST_FAILURES = 5

/** `NO_CHANNEL`: the site sends there by nothing yet; `UNVERIFIED`: an address is there, and nothing is sent to it. */
export type AddressState = 'NO_CHANNEL' | 'NONE' | 'UNVERIFIED' | 'VERIFIED'

export function stateOf({ address, verifiedAt, takesCode, takesChatCode, channels }: MyAddress): AddressState {
  if (address && verifiedAt) return channels.length > 0 ? 'VERIFIED' : 'NO_CHANNEL'
  if (!takesCode && !takesChatCode) return 'NO_CHANNEL'
  return address ? 'UNVERIFIED' : 'NONE'
}

/** Ms until a code is over; 0: none waits. */
export function codeLasts(endsAt: string | null, now: number): number {
  return endsAt ? Math.max(0, Date.parse(endsAt) - now) : 0
}

/**
 * `MAKING`: asked for; `WAITS`: to be written to the bot; `FAILED`: none was to be had; `OVER`: it is too late for it. The
 * server gives none then.
 */
export type ChatCodeState = 'MAKING' | 'WAITS' | 'OVER' | 'FAILED'

export function chatCodeState(
  { chatCode, chatCodeEndsAt }: MyAddress,
  now: number,
  { isBusy, hasFailed }: { isBusy: boolean; hasFailed: boolean },
): ChatCodeState {
  if (isBusy) return 'MAKING'
  if (chatCode && codeLasts(chatCodeEndsAt, now) > 0) return 'WAITS'
  return hasFailed ? 'FAILED' : 'OVER'
}

/** Two halves, which are easier to type than eight digits. */
export const inPairs = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

export const triesLeft = ({ failures }: MyAddress): number => Math.max(0, MOST_FAILURES - failures)

/** Only its six digits, however they were copied. */
export const digitsOf = (typed: string): string => typed.replace(/\D/g, '').slice(0, 6)

/** The phone number to which the site's text messages go; empty: none is verified; null: the site sends none. */
export function verifiedPhone(addresses: readonly MyAddress[]): string | null {
  const phone = addresses.find(({ kind }) => kind === 'PHONE')
  if (!phone?.channels.includes('sms')) return null
  return phone.verifiedAt ? phone.address : phone.untilThen
}

export const MODES = { PHONE: 'tel', EMAIL: 'email', CHAT: undefined } as const satisfies Record<AddressKind, string | undefined>
export const COMPLETES = { PHONE: 'tel', EMAIL: 'email', CHAT: 'off' } as const satisfies Record<AddressKind, string>
export const ICONS = { PHONE: 'phone', EMAIL: 'mail', CHAT: 'people' } as const satisfies Record<AddressKind, string>
