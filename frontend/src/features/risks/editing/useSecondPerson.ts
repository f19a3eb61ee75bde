import { computed, ref } from 'vue'
import { isReason } from '@/features/agreements/reason'
import { RiskChange } from '@/graphql/generated/operations'
import type { RiskEventDetailFragment } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { t } from '@/shared/i18n'

/** How a refused reason is said at its field, by what the server calls it. */
export const OF_REASON = { REASON_REQUIRED: 'reason', REASON_TOO_SHORT: 'reason', REASON_REPEATED: 'reason' } as const

/**
 * What takes something from an event: of a draft it is done at once (`verb`, `done`); of one in force it waits with its reason for a
 * second person, and under an open danger for the end of that.
 */
export function useSecondPerson(item: () => RiskEventDetailFragment, atOnce: { verb: string; done: string }) {
  const reason = ref('')
  const isDraft = computed(() => item().state === 'DRAFT')
  const { data } = useLiveQuery(RiskChange, () => ({ eventId: item().id, content: null }), { keep: false, pause: () => isDraft.value })
  const isInDanger = computed(() => data.value?.riskChange?.isInDanger === true)
  const said = (drafted: string, stored: string, asked: string): string => {
    if (isDraft.value) return drafted
    return isInDanger.value ? stored : asked
  }
  return {
    reason,
    isDraft,
    isInDanger,
    /** What its reason lacks for a second person. */
    lacks: computed(() => (isDraft.value || isReason(reason.value) ? '' : t('riskEdit.lacks.longReason'))),
    verb: computed(() => said(atOnce.verb, t('riskEdit.store'), t('riskEdit.askSecond'))),
    done: computed(() => said(atOnce.done, t('riskEdit.storedDone'), t('riskEdit.asked'))),
  }
}
