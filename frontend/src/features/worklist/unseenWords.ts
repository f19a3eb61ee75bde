import type { HomePartsFragment } from '@/graphql/generated/types'
import { t } from '@/shared/i18n'

/** "2 个点看不见 · 30 个点从没来过数据": what the plant does not see; nothing where it sees all. */
export function unseenWords({ silentSensors, unheardSensors }: Pick<HomePartsFragment, 'silentSensors' | 'unheardSensors'>): string {
  const parts = [
    silentSensors > 0 && t('stack.blind', { n: silentSensors }),
    unheardSensors > 0 && t('stack.unheard', { n: unheardSensors }),
  ]
  return parts.filter(Boolean).join(' · ')
}
