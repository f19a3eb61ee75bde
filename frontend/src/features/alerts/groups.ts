import type { GroupScope, Tier } from '@/graphql/generated/enums'
import { t, text } from '@/shared/i18n'
import { isHotTier } from './alertState'

interface Words {
  zh: string
  en: string
}

interface Named {
  group: { title: Words | null } | null
  sensor: { name: Words }
}

interface Led extends Named {
  group: { scope: GroupScope; size: number; title: Words | null } | null
}

/** What it is called: of one that leads silences by what explains them and how many there are, else by its source. */
export function nameWords({ group, sensor }: Named): string {
  return text(group?.title ?? sensor.name)
}

/** The same of a row that stands for its group: of another cause by the source that leads, with how many there are. */
export function sourceWords(alert: Led): string {
  const { group } = alert
  const isOfSilences = group?.scope === 'GATEWAY' || group?.scope === 'SITE'
  const name = nameWords(alert)
  return group && group.size > 1 && !isOfSilences ? t('alert.groupOf', { name, n: group.size }) : name
}

/** Whether it stands for silences in many places: where its own source is says nothing of the others. */
export function isOfPlaces({ group }: Named): boolean {
  return Boolean(group?.title)
}

/** Whether one answer is for all of its group: never where somebody has to look at what is dangerous. */
export function isAnsweredTogether({ group, rank }: { group: { size: number } | null; rank: Tier }): boolean {
  return group !== null && group.size > 1 && !isHotTier(rank)
}
