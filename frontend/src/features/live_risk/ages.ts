import { isUnproven } from '@/graphql/proof'
import type { LiveRiskPartsFragment, LiveRiskWhyFragment } from '@/graphql/generated/types'
import { t, toTheMinute } from '@/shared/i18n'

type Seen = Pick<LiveRiskPartsFragment, 'isKnown' | 'takenAt'> & Pick<LiveRiskWhyFragment, 'blindSince'>

/** Since when nobody sees a risk; of what was kept on the phone, of when it is. Empty where somebody sees it now. */
export function unseenAge({ isKnown, takenAt, blindSince }: Seen, isOld: boolean): string {
  if (isOld || isUnproven.value) return t('liveRisk.asOf', { time: toTheMinute(takenAt) })
  if (isKnown) return ''
  return blindSince ? t('monitor.since', { time: toTheMinute(blindSince) }) : t('liveRisk.neverSeen')
}
