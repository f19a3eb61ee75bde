import { ask } from '@/graphql/client'
import { AlertTable, Areas, CaseTable, EquipmentList, SourceTable } from '@/graphql/generated/operations'
import { t, text } from '@/shared/i18n'
import type { Entry } from './palette'

const SHOWN = 5

interface Named {
  code: string
  name: { zh: string; en: string }
}

/** Those whose code or name, in either language, holds the words; there are few enough to look through all of them here. */
function named<Thing extends Named>(things: Thing[] | undefined, words: string): Thing[] {
  const wanted = words.toLowerCase()
  return (things ?? [])
    .filter(({ code, name }) => [code, name.zh, name.en].some((part) => part.toLowerCase().includes(wanted)))
    .slice(0, SHOWN)
}

/** Places, alerts, cases and sources of the plant that hold the words, a few of each; what cannot be asked now is left out. */
export async function findObjects(words: string): Promise<Entry[]> {
  const filter = { text: words }
  const [areas, machines, sources, cases, alerts] = await Promise.all([
    ask(Areas, {}),
    ask(EquipmentList, {}),
    ask(SourceTable, { filter, first: SHOWN }),
    ask(CaseTable, { filter, first: SHOWN }),
    ask(AlertTable, { filter, first: SHOWN }),
  ])
  return [
    ...named(areas.data?.areas, words).map(({ id, code, name }): Entry => ({
      id: `area ${id}`,
      icon: 'map',
      label: text(name),
      what: code,
      to: `/areas/${id}`,
    })),
    ...named(machines.data?.equipmentList, words).map(({ id, code, name, area }): Entry => ({
      id: `equipment ${id}`,
      icon: 'equipment',
      label: `${text(name)} ${code}`,
      what: text(area.name),
      to: `/q/${code}`,
    })),
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
