import { useSubmit } from '@/features/outbox/useSubmit'
import { AcknowledgeAlert, AcknowledgeAlerts } from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'

/** Acknowledges an alert, also with no network; one tap. `isSaidInPlace`: what was tapped says so, and no note lies over it. */
export function useAcknowledge({ isSaidInPlace = false } = {}) {
  const { submit, isBusy } = useSubmit()
  /** `isForGroup`: with all that stands behind it, unless something of it is to be looked at for itself. */
  const acknowledge = async (id: string, title: string, isForGroup = false) => {
    const said = {
      about: { kind: 'alert' as const, id, title, route: `/alerts/${id}` },
      ...(isSaidInPlace ? {} : { done: t('alert.acknowledged') }),
    }
    if (isForGroup) {
      const answer = await submit(AcknowledgeAlerts, { alertIds: [id] }, said)
      if (answer.kind !== 'accepted' || answer.data.acknowledgeAlerts.every(({ code }) => code === null)) return answer
    }
    return submit(AcknowledgeAlert, { alertId: id }, said)
  }
  return { acknowledge, isBusy }
}
