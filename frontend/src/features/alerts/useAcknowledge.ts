import { useSubmit } from '@/features/outbox/useSubmit'
import { AcknowledgeAlert } from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'

/** Acknowledges an alert, also with no network; one tap. */
export function useAcknowledge() {
  const { submit, isBusy } = useSubmit()
  const acknowledge = (id: string, title: string) =>
    submit(
      AcknowledgeAlert,
      { alertId: id },
      { about: { kind: 'alert', id, title, route: `/alerts/${id}` }, done: t('alert.acknowledged') },
    )
  return { acknowledge, isBusy }
}
