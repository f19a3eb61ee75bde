import { stateWords } from '@/features/hazards/stateWords'
import { may } from '@/features/people/session'
import { ask } from '@/graphql/client'
import { Areas, EquipmentList, FindObjects, People } from '@/graphql/generated/operations'
import type { FindObjectsQuery } from '@/graphql/generated/types'
import { t, text } from '@/shared/i18n'
import type { Entry } from './palette'

/** Of each kind: who sees more than this types another letter. */
const SHOWN = 5

interface Named {
  code?: string
  name: { zh: string; en: string }
}

/** Those whose code or name, in either language, holds the words. */
function named<Thing extends Named>(things: Thing[] | undefined, words: string): Thing[] {
  const wanted = words.toLowerCase()
  return (things ?? [])
    .filter(({ code = '', name }) => [code, name.zh, name.en].some((part) => part.toLowerCase().includes(wanted)))
    .slice(0, SHOWN)
}

/** Looks through places, machines and people, which are few: asked for once, with the first words. All else is one question
 * for each pause in the typing. What may not be seen or cannot be asked now is left out. */
export function finder(): (words: string) => Promise<Entry[]> {
  let few: ReturnType<typeof askForFew> | undefined
  return async (words) => {
    few ??= askForFew()
    const [found, known] = await Promise.all([ask(FindObjects, { text: words, first: SHOWN }), few])
    return [...entriesOfFew(known, words), ...entriesOf(found.data)]
  }
}

async function askForFew() {
  const [areas, machines, people] = await Promise.all([ask(Areas, {}), ask(EquipmentList, {}), ask(People, {})])
  return { areas: areas.data?.areas, machines: machines.data?.equipmentList, people: people.data?.people }
}

function entriesOfFew({ areas, machines, people }: Awaited<ReturnType<typeof askForFew>>, words: string): Entry[] {
  return [
    ...named(areas, words).map(({ id, code, name }): Entry => ({
      id: `area ${id}`,
      icon: 'map',
      label: text(name),
      what: code,
      to: `/areas/${id}`,
    })),
    ...named(machines, words).map(({ id, code, name, area }): Entry => ({
      id: `equipment ${id}`,
      icon: 'equipment',
      label: `${text(name)} ${code}`,
      what: text(area.name),
      to: `/q/${code}`,
    })),
    // Who looks after people opens the person, all others what the person has to do.
    ...named(people, words).map(({ id, name, department, post }): Entry => ({
      id: `person ${id}`,
      icon: 'person',
      label: text(name),
      what: [text(department?.name), text(post)].filter(Boolean).join(' '),
      to: may('MANAGE_PEOPLE') ? `/admin/people/${id}` : { path: '/cases', query: { view: 'open', person: id } },
    })),
  ]
}

function entriesOf(found: FindObjectsQuery | undefined): Entry[] {
  const nodes = <Node>(list: { edges: { node: Node }[] } | undefined): Node[] => list?.edges.map(({ node }) => node) ?? []
  return [
    ...nodes(found?.sources).map((source): Entry => ({
      id: `source ${source.id}`,
      icon: 'sensor',
      label: `${text(source.name)} ${source.code}`,
      what: text(source.area.name),
      to: `/sources/${source.id}`,
    })),
    ...nodes(found?.cases).map(({ id, number, title, state }): Entry => ({
      id: `case ${id}`,
      icon: 'case',
      label: `${number} ${text(title)}`,
      what: t(`CaseState.${state}`),
      to: `/cases/${id}`,
    })),
    ...nodes(found?.hazardReports).map((report): Entry => ({
      id: `hazard ${report.id}`,
      icon: 'hazard',
      label: `${report.number} ${report.description}`.trim(),
      what: stateWords(report),
      to: `/hazards/${report.id}`,
    })),
    ...nodes(found?.alerts).map((alert): Entry => ({
      id: `alert ${alert.id}`,
      icon: 'alert',
      label: [t(`Tier.${alert.rank}`), text(alert.sensor.name), alert.sensor.code, alert.case?.number].filter(Boolean).join(' '),
      what: t(`AlertState.${alert.state}`),
      to: `/alerts/${alert.id}`,
    })),
  ]
}
