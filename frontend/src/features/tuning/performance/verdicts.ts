import type { IconName } from '@/components/icons'
import type { KpisQuery } from '@/graphql/generated/types'
import type { Key } from '@/locales'
import { figure, t, text } from '@/shared/i18n'

type Kpis = KpisQuery['kpis']

export interface Verdict {
  label: Key
  icon: IconName
  value: string
  hint: string
  target: string
  /** null: nothing to judge yet. */
  isGood: boolean | null
}

/** Targets after ISA-18.2, clause 16, and EEMUA 191; the product promises them to the plant. */
const TARGET = { rate: 1, inTime: 0.95, falseAlarms: 0.1 }

export function percent(share: number, digits = 0): string {
  return `${figure(share * 100, digits)} %`
}

/** The seven figures of the page, each with its target. */
export function verdicts(kpis: Kpis): Verdict[] {
  const heaviest = kpis.loads[0]
  const rate = Math.max(0, ...kpis.loads.map((load) => load.averagePerTenMinutes))
  const floods = kpis.loads.reduce((sum, load) => sum + load.floods.length, 0)
  const judged = kpis.falseAlarms + kpis.confirmed
  const falseShare = judged === 0 ? null : kpis.falseAlarms / judged
  return [
    {
      label: 'performance.rate',
      icon: 'people',
      value: figure(rate, rate < 0.1 ? 3 : 2),
      hint: heaviest ? t('performance.rateHint', { name: nameOf(heaviest.person), worst: heaviest.worstTenMinutes }) : '',
      target: `≤ ${TARGET.rate}`,
      isGood: rate <= TARGET.rate,
    },
    counted('performance.floods', 'alert', floods, t('performance.floodsHint')),
    counted('performance.chattering', 'sensor', kpis.chattering.length, t('performance.chatteringHint')),
    counted('performance.stale', 'clock', kpis.stale.length, t('performance.staleHint')),
    {
      label: 'performance.inTime',
      icon: 'seen',
      value: kpis.acknowledgedInTime === null ? '–' : percent(kpis.acknowledgedInTime),
      hint: t('performance.inTimeHint'),
      target: `≥ ${percent(TARGET.inTime)}`,
      isGood: kpis.acknowledgedInTime === null ? null : kpis.acknowledgedInTime >= TARGET.inTime,
    },
    {
      label: 'performance.falseAlarms',
      icon: 'eye',
      value: falseShare === null ? '–' : percent(falseShare),
      hint:
        falseShare === null
          ? t('performance.noCases')
          : t('performance.falseAlarmsHint', { dismissed: kpis.falseAlarms, confirmed: kpis.confirmed }),
      target: `≤ ${percent(TARGET.falseAlarms)}`,
      isGood: falseShare === null ? null : falseShare <= TARGET.falseAlarms,
    },
    counted('performance.overrides', 'shield', kpis.recheckOverrides, t('performance.overridesHint')),
  ]
}

function counted(label: Key, icon: IconName, count: number, hint: string): Verdict {
  return { label, icon, value: figure(count), hint, target: '0', isGood: count === 0 }
}

export function nameOf(person: Kpis['loads'][number]['person']): string {
  return person ? text(person.name) : t('performance.nobody')
}
