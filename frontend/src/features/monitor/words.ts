import { measured } from '@/features/readings/value'
import { clockTime, shortDateTime, span, t, text } from '@/shared/i18n'
import { standing, type Limit } from './nearness'
import type { Source } from './source'

const HALF_DAY = 43_200_000

/** 09:12 of today, 11/24 09:12 of another day. */
export function sinceWords(at: string, now: number): string {
  return now - Date.parse(at) < HALF_DAY ? clockTime(at) : shortDateTime(at)
}

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

/** How old a value is, short enough for a corner. */
export function ageWords(at: string, now: number): string {
  const age = Math.max(0, now - Date.parse(at))
  return age < 1000 ? t('time.now') : t('monitor.ago', { span: span(age) })
}
