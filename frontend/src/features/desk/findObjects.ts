import { ask } from '@/graphql/client'
import { AlertTable, CaseTable, SourceTable } from '@/graphql/generated/operations'
import { t, text } from '@/shared/i18n'
import type { Entry } from './palette'

const SHOWN = 5

/** Alerts, cases and sources of the plant that hold the words, a few of each; what cannot be asked now is left out. */
export async function findObjects(words: string): Promise<Entry[]> {
  const filter = { text: words }
  const [sources, cases, alerts] = await Promise.all([
    ask(SourceTable, { filter, first: SHOWN }),
    ask(CaseTable, { filter, first: SHOWN }),
    ask(AlertTable, { filter, first: SHOWN }),
  ])
  return [
    ...(sources.data?.sources.edges ?? []).map(({ node }): Entry => ({
      id: `source ${node.id}`,
      icon: 'sensor',
      label: `${text(node.name)} ${node.code}`,
      what: text(node.area.name),
      to: `/sources/${node.id}`,
    })),
    ...(cases.data?.cases.edges ?? []).map(({ node }): Entry => ({
      id: `case ${node.id}`,
      icon: 'case',
      label: `${node.number} ${text(node.title)}`,
      what: t(`CaseState.${node.state}`),
      to: `/cases/${node.id}`,
    })),
    ...(alerts.data?.alerts.edges ?? []).map(({ node }): Entry => ({
      id: `alert ${node.id}`,
      icon: 'alert',
      label: `${t(`Tier.${node.tier}`)} ${text(node.sensor.name)} ${node.sensor.code}`,
      what: t(`AlertState.${node.state}`),
      to: `/alerts/${node.id}`,
    })),
  ]
}
