import type { FalseAlarmSourcesQuery } from '@/graphql/generated/types'
import { t } from '@/shared/i18n'

type Found = FalseAlarmSourcesQuery['falseAlarmSources'][number]

/** Why alerts of a source were dismissed as false, how often, and what that asks for. */
export function reasonsOf({ reasons, hint }: Pick<Found, 'reasons' | 'hint'>): string {
  return [
    ...reasons.map(({ reason, count }) => `${t(`DismissalReason.${reason}`)} ${count}`),
    ...(hint ? [`→ ${t(`TuningHint.${hint}`)}`] : []),
  ].join(' · ')
}
