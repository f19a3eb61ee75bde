import { useSubmit } from '@/features/outbox/useSubmit'
import { AcknowledgeAlerts } from '@/graphql/generated/operations'
import type { ErrorCode } from '@/graphql/generated/enums'
import type { AlertTableRowFragment } from '@/graphql/generated/types'
import { refusal, t, text } from '@/shared/i18n'
import { explain, toast } from '@/shared/toast'

const MOST_NAMED = 6

/** Acknowledges several alerts in one step. What the server leaves out, a red or orange that is there or unanswered above
 * all, stays as it was, and is named with its reason. */
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
    if (left.length > 0) await explain([t('alert.acknowledgedBut', { n, left: left.length }), ...reasons(alerts, left)].join('\n'))
    else toast(t('alert.acknowledgedMany', { n }))
  }
  return { acknowledge, isBusy }
}

/** One line per reason, with the alerts that it keeps. */
function reasons(alerts: AlertTableRowFragment[], left: { id: string; code: ErrorCode | null }[]): string[] {
  const names = new Map(alerts.map(({ id, rank, sensor }) => [id, `${t(`Tier.${rank}`)} ${text(sensor.name)}`]))
  const codes = [...new Set(left.flatMap(({ code }) => code ?? []))]
  return codes.map((code) => {
    const kept = left.filter((each) => each.code === code)
    const named = kept.slice(0, MOST_NAMED).map(({ id }) => names.get(id) ?? '')
    return `${refusal(code)}\n${named.join(' · ')}${kept.length > MOST_NAMED ? ' …' : ''}`
  })
}
