import type { Tier } from '@/graphql/generated/enums'
import { t, text } from '@/shared/i18n'
import { isHotTier } from './alertState'

interface Led {
  group: { size: number } | null
  sensor: { name: { zh: string; en: string } }
}

/** The source of an alert; of one that leads a group, with how many stand behind it: they are one row everywhere. */
export function sourceWords({ group, sensor }: Led): string {
  const name = text(sensor.name)
  return group && group.size > 1 ? t('alert.groupOf', { name, n: group.size }) : name
}

/** Whether one answer is for all of its group: never where somebody has to look at what is dangerous. */
export function isAnsweredTogether({ group, rank }: Led & { rank: Tier }): boolean {
  return group !== null && group.size > 1 && !isHotTier(rank)
}
