import { Suppression, type Tier } from '@/graphql/generated/enums'
import { t, toTheMinute } from '@/shared/i18n'
import { isFormer, type Ranked } from './alertState'
import { causeSentence, type Cause } from './cause'

/** By what it was answered where that was not the app. */
const VIA = ['LINK', 'SMS'] as const

/** A code that stands in the record of an alert, in words; null for what a person wrote. */
export function recordWords(note: string): string | null {
  const via = VIA.find((value) => value === note)
  if (via) return t(`alertVia.${via}`)
  if (note === 'NEVER_HEARD') return t('alertNote.NEVER_HEARD')
  const known = Suppression.find((value) => value === note)
  return known ? t(`Suppression.${known}`) : null
}

/** Coming and going by itself; below that often each time says something. */
const FLAPS = ['RETURNED_TO_NORMAL', 'REACTIVATED', 'ALERT_RETURNED_TO_NORMAL', 'ALERT_REACTIVATED']
const OFTEN = 2

/** An entry of a record; `times`: it stands for so many returns since `since`. */
export interface Line<Entry> {
  entry: Entry
  times: number
  since: string | null
}

/** A record, oldest first, in which an alert that came and went again and again is one line. The last entry stays: it says how it is. */
export function folded<Entry extends { kind: string; at: string }>(record: readonly Entry[]): Line<Entry>[] {
  const lines: Line<Entry>[] = []
  let run: Entry[] = []
  const close = (): void => {
    const last = run.pop()
    const times = run.filter(({ kind }) => kind.endsWith('REACTIVATED')).length
    const [from, to] = [run[0], run.at(-1)]
    if (times >= OFTEN && from && to) lines.push({ entry: to, times, since: from.at })
    else lines.push(...run.map(alone))
    if (last) lines.push(alone(last))
    run = []
  }
  for (const entry of record) {
    if (FLAPS.includes(entry.kind)) {
      run.push(entry)
      continue
    }
    close()
    lines.push(alone(entry))
  }
  close()
  return lines
}

function alone<Entry>(entry: Entry): Line<Entry> {
  return { entry, times: 1, since: null }
}

/**
 * Why an alert was raised, as it stands beside its colour. The cause is of the moment when it last got worse: where it was worse than it is,
 * the sentence says when that was and, by its limit, that this was the worst; it is not that of the colour.
 */
export function causeOf(alert: { tier: Tier; worstTier: Tier; cause: Cause }, limit: Tier | null = null): string {
  const sentence = causeSentence(alert.cause, limit)
  if (alert.tier === alert.worstTier) return sentence
  const time = toTheMinute(alert.cause.sampledAt)
  if (limit !== alert.worstTier) return t('cause.then', { time, sentence })
  return t('cause.worst', { tier: t(`Tier.${alert.worstTier}`), time, sentence })
}

/** "到过红色，10:41 已恢复", beside the present value of an alert that was worse and that nobody answered; null for every other. */
export function formerWords(alert: Ranked & { normalAt: string | null }): string | null {
  if (!isFormer(alert)) return null
  const tier = t(`cause.tier.${alert.rank}`)
  if (alert.normalAt === null) return t('alert.former', { tier })
  return t('alert.formerOver', { tier, time: toTheMinute(alert.normalAt) })
}
