import { useSubmit } from '@/features/outbox/useSubmit'
import { AcknowledgeAlerts } from '@/graphql/generated/operations'
import type { AlertTableRowFragment } from '@/graphql/generated/types'
import { refusal, t } from '@/shared/i18n'
import { explain, toast } from '@/shared/toast'

/** Acknowledges several alerts in one step. What the server leaves out, an active red or orange above all, stays as it was,
 * and is said with its reason. */
export function useBulkAcknowledge() {
  const { submit, isBusy } = useSubmit()

  async function acknowledge(alerts: AlertTableRowFragment[], done: () => void): Promise<void> {
    const about = {
      kind: 'alert' as const,
      id: alerts[0]?.id ?? '',
      title: t('alert.acknowledgeMany', { n: alerts.length }),
      route: '/alerts',
    }
    const answer = await submit(AcknowledgeAlerts, { alertIds: alerts.map(({ id }) => id) }, { about })
    if (answer.kind === 'refused') return
    done()
    if (answer.kind === 'kept') return
    const left = answer.data.acknowledgeAlerts.filter(({ code }) => code !== null)
    const n = alerts.length - left.length
    const [first] = left
    if (first?.code) await explain(`${t('alert.acknowledgedBut', { n, left: left.length })}\n${refusal(first.code)}`)
    else toast(t('alert.acknowledgedMany', { n }))
  }
  return { acknowledge, isBusy }
}
