import { t, text } from '@/shared/i18n'
import type { Alarm } from './alarms'

/** "红色预警" */
export function kindWords({ alert }: Alarm): string {
  return t('alarm.kind', { tier: t(`Tier.${alert.rank}`) })
}

/** "红色预警：反应车间可燃气体 A" */
export function alarmWords(alarm: Alarm): string {
  return t('alarm.title', { tier: kindWords(alarm), name: text(alarm.alert.sensor.name) })
}
