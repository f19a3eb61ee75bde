import type { FlagReason } from '@/graphql/generated/enums'
import type { FlagPartsFragment } from '@/graphql/generated/types'
import { span, t } from '@/shared/i18n'

/** What a flag says, with its numbers. */
export function sentenceOf(flag: FlagPartsFragment): string {
  const age = span((flag.minutes ?? 0) * 60_000)
  switch (flag.reason) {
    case 'SAME_PERSON_TOOK_PART':
      return t('flag.SAME_PERSON_TOOK_PART')
    case 'TIME_ORDER':
      return t(flag.other ? 'flag.TIME_ORDER.before' : 'flag.TIME_ORDER.acknowledged', { age })
    case 'OLDER_THAN_ALERT':
      return t('flag.OLDER_THAN_ALERT', { age })
    case 'SAME_PHOTO':
      return flag.otherCaseNumber ? t('flag.SAME_PHOTO.other', { number: flag.otherCaseNumber }) : t('flag.SAME_PHOTO.own')
    case 'FAR_AWAY':
      return t('flag.FAR_AWAY', { n: flag.metres ?? 0 })
    case 'NO_CAPTURE_TIME':
      return t('flag.NO_CAPTURE_TIME')
  }
}

/** The reasons a rechecker has to confirm, each once, in the order they are shown. */
export function reasonsToSee(flags: FlagPartsFragment[]): FlagReason[] {
  return [...new Set(flags.filter(({ mustBeSeen }) => mustBeSeen).map(({ reason }) => reason))]
}

/** Those of the reasons that are not confirmed yet. */
export function unseen(flags: FlagPartsFragment[], seen: FlagReason[]): FlagReason[] {
  return reasonsToSee(flags).filter((reason) => !seen.includes(reason))
}
