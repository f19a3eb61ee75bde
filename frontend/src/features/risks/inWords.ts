import type { RiskContentFragment } from '@/graphql/generated/types'
import { withUnit } from '@/features/readings/value'
import { listed, t } from '@/shared/i18n'

interface Words {
  zh: string
  en: string
}

export interface Steps {
  id: string
  label: string
  lines: Words[]
}

/** What to do first, the worst first: steps of a tier of their own, from orange on, up to yellow. */
export function stepsOf(content: Pick<RiskContentFragment, 'steps'> | null): Steps[] {
  const { early = [], urgent = [], ofTier = [] } = content?.steps ?? {}
  return [
    ...ofTier.map(({ tier, steps }) => ({ id: tier, label: t('risk.stepsOfTier', { tier: t(`Tier.${tier}`) }), lines: steps })),
    { id: 'urgent', label: t('risk.stepsUrgent'), lines: urgent },
    { id: 'early', label: t('risk.stepsEarly'), lines: early },
  ].filter(({ lines }) => lines.length > 0)
}

type Bound = RiskContentFragment['bindings'][number]

/** From where on a source gives alarm, on the sides that it is watched on: its first limit of each. */
export function alarmWords(side: Bound['side'], { indicator, unit }: NonNullable<Bound['source']>): string {
  const at = (wanted: 'HIGH' | 'LOW'): number[] =>
    (indicator?.limits ?? []).flatMap((limit) => (limit.side === wanted ? [limit.value] : []))
  const [highs, lows] = [side === 'LOW' ? [] : at('HIGH'), side === 'HIGH' ? [] : at('LOW')]
  return listed([
    ...(lows.length > 0 ? [t('risk.below', { limit: withUnit(Math.max(...lows), unit) })] : []),
    ...(highs.length > 0 ? [t('risk.above', { limit: withUnit(Math.min(...highs), unit) })] : []),
  ])
}
