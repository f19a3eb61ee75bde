import { useSubmit } from '@/features/outbox/useSubmit'
import { AcknowledgeAlert } from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'

/** Acknowledges an alert, also with no network; one tap. `isSaidInPlace`: what was tapped says so, and no note lies over it. */
export function useAcknowledge({ isSaidInPlace = false } = {}) {
  const { submit, isBusy } = useSubmit()
  const acknowledge = (id: string, title: string) =>
    submit(
      AcknowledgeAlert,
      { alertId: id },
      { about: { kind: 'alert', id, title, route: `/alerts/${id}` }, ...(isSaidInPlace ? {} : { done: t('alert.acknowledged') }) },
    )
  return { acknowledge, isBusy }
}
