import { measured } from '@/features/readings/value'
import { t, text } from '@/shared/i18n'
import { standing, type Limit } from './nearness'
import type { Source } from './source'

/** "离橙线 12.6", "高于红线 10.2", and what there is to say without limits. */
export function standingWords(value: number, limits: Limit[]): string {
  const found = standing(value, limits)
  if (!found) return t('monitor.noLimits')
  return t(`monitor.${found.kind}`, { tier: t(`monitor.tier.${found.tier}`), distance: measured(found.distance) })
}

/** The area and the source, unless the name of the source begins with that of its area. */
export function placedName({ area, name }: Pick<Source, 'area' | 'name'>): string {
  return text(name).startsWith(text(area.name)) ? text(name) : `${text(area.name)} ${text(name)}`
}

/** Since when a source is not seen; it was heard last when its last value was sampled. */
export function blindSince({ latest, silentSince }: Pick<Source, 'latest' | 'silentSince'>): string | null {
  return latest?.sampledAt ?? silentSince
}
