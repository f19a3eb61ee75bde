import { measured } from '@/features/readings/value'
import { ageWords, t, text, toTheMinute } from '@/shared/i18n'
import { standing, type Limit } from './nearness'
import { formerTier, isOld, isUnheard, type Counts, type ShownSource, type Source } from './source'

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

/** "到过红色，没人响应": the tier that it was, where that is worse than it is now and nobody has responded. */
export function formerWords(source: Parameters<typeof formerTier>[0]): string {
  const was = formerTier(source)
  return was ? t('monitor.unanswered', { tier: t(`monitor.tier.${was}`) }) : ''
}

/** What a row is called: what explains that nobody sees all of it, a source and how many are like it, or the source. */
export function rowName(source: ShownSource, nameOf: (source: Source) => string): string {
  if (source.standsFor === 1) return nameOf(source)
  return source.title ? text(source.title) : t('monitor.groupOf', { name: nameOf(source), n: source.standsFor })
}

/** Where a row leads: to its source, or to the list of all that it stands for: of one source, or of an alert. */
export function rowPath({ id, standsFor, activeAlert, explainedBy, within }: ShownSource): string {
  if (standsFor > 1 && explainedBy) return `/monitor?${new URLSearchParams({ ...within, only: 'blind', behind: explainedBy.id })}`
  return standsFor > 1 && activeAlert ? `/alerts/${activeAlert.id}` : `/sources/${id}`
}

/** Since when a source is not seen; it was heard last when its last value was sampled. */
export function blindSince({ latest, silentSince }: Pick<Source, 'latest' | 'silentSince'>): string | null {
  return latest?.sampledAt ?? silentSince
}

/** "09:41 建的": since when a source that was never heard is waited for. */
export function madeWords({ createdAt }: Pick<Source, 'createdAt'>): string {
  return createdAt ? t('monitor.made', { time: toTheMinute(createdAt) }) : ''
}

/** Since when nobody sees a source, or that nobody ever did, and since when it is known. */
export function unseenWords(source: Source): string {
  if (isUnheard(source)) return [t('monitor.never'), madeWords(source)].filter(Boolean).join(t('monitor.comma'))
  const since = blindSince(source)
  return since ? t('monitor.blindSince', { time: toTheMinute(since) }) : t('monitor.noData')
}

/** "14:02 起没有新值": it is not silent, and what it shows is of then; nothing for a value of now. */
export function oldWords(source: Source): string {
  return source.latest && isOld(source) ? t('monitor.oldSince', { time: toTheMinute(source.latest.sampledAt) }) : ''
}

/** Of when the value is that a source shows, which is not of now: since when no other came, or its age. */
export function pastWords(source: Source, now: number): string {
  return oldWords(source) || (source.latest ? ageWords(source.latest.sampledAt, now) : '')
}

/** "2 点不正常，1 点看不见，1 点从没来过数据，2 点停用，5 点正常": each source once, by what is worst of it. */
export function countWords({ RED, ORANGE, YELLOW, blind, unheard, out, calm }: Counts): string {
  const wrong = RED + ORANGE + YELLOW
  const parts = [
    wrong > 0 && t('monitor.notNormal', { n: wrong }),
    blind > 0 && t('monitor.blindCount', { n: blind }),
    unheard > 0 && t('monitor.unheardCount', { n: unheard }),
    out > 0 && t('monitor.outCount', { n: out }),
    calm > 0 && t('monitor.normal', { n: calm }),
  ]
  return parts.filter(Boolean).join(t('monitor.comma'))
}
