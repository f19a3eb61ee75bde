import type { ConsentState, Purpose } from '@/graphql/generated/enums'
import type { NoticePartsFragment } from '@/graphql/generated/types'

export type Notice = NoticePartsFragment['notices'][number]
/** What is chosen on the screen; '' where nothing is yet. */
export type Choice = 'yes' | 'no' | ''
export type Choices = Partial<Record<Purpose, Choice>>

const SAID: Record<ConsentState, Choice> = { GIVEN: 'yes', REFUSED: 'no', WITHDRAWN: 'no' }

/** What the person last said to this version; nothing where a yes was to another one. */
export function saidTo({ consent, isAgreed }: Notice): Choice {
  return consent === null || (consent === 'GIVEN' && !isAgreed) ? '' : SAID[consent]
}

/** The notices whose choice is open. */
export function undecided(notices: readonly Notice[], choices: Choices): Notice[] {
  return notices.filter((notice) => notice.needsConsent && !chosen(notice, choices))
}

export function chosen(notice: Notice, choices: Choices): Choice {
  return choices[notice.purpose] ?? saidTo(notice)
}

/** What goes to the server: what was not read before, and what is chosen otherwise than it was. */
export function answersOf(notices: readonly Notice[], choices: Choices): { purpose: Purpose; version: number; isGiven: boolean | null }[] {
  return notices
    .map((notice) => {
      const choice = chosen(notice, choices)
      const isNew = notice.needsConsent && choice !== saidTo(notice)
      return { purpose: notice.purpose, version: notice.version, isGiven: isNew ? choice === 'yes' : null, readAt: notice.readAt }
    })
    .filter(({ isGiven, readAt }) => isGiven !== null || readAt === null)
    .map(({ purpose, version, isGiven }) => ({ purpose, version, isGiven }))
}
