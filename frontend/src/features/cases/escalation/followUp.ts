import { recordWords } from '@/features/alerts/history'
import { AlertCondition, HazardCategory, type DeadlineStep } from '@/graphql/generated/enums'
import type { OverdueStepItemFragment, FollowUpItemFragment } from '@/graphql/generated/types'
import { listed, t, text } from '@/shared/i18n'

/** Who is responsible for an overdue step, in words: named people, else the department, else the officers. */
export function responsibleFor({ responsible: people, department }: Pick<OverdueStepItemFragment, 'responsible' | 'department'>): string {
  if (people.length > 0) return listed(people.map(({ name }) => text(name)))
  return department ? text(department.name) : t('followUp.officers')
}

/** What was asked: the words of who asked, else the usual question. */
export function question({ text: words, isAutomatic, step }: Pick<FollowUpItemFragment, 'text' | 'isAutomatic' | 'step'>): string {
  if (isAutomatic) return t('followUp.automatic', { step: t(`DeadlineStep.${step}`) })
  return words || t('followUp.usual')
}

/** A note of the record as people read it: "DISPOSE 80" says how much of the time is gone, "FIRE × 3" what happened how often, "CHATTERING" how an alert was held back; all others are words. */
export function noteOf(note: string): string {
  const [, step, percent] = /^(ACKNOWLEDGE|DISPOSE|RECHECK) (\d+)$/.exec(note) ?? []
  if (step && percent) return t('followUp.mark', { step: t(`DeadlineStep.${step as DeadlineStep}`), percent })
  const [, what, times] = /^([A-Z_]+)(?: × (\d+))?$/.exec(note) ?? []
  const often = times ? ` × ${times}` : ''
  const category = HazardCategory.find((each) => each === what)
  const condition = AlertCondition.find((each) => each === what)
  if (category) return `${t(`HazardCategory.${category}`)}${often}`
  return condition ? `${t(`AlertCondition.${condition}`)}${often}` : (recordWords(note) ?? note)
}

/** The ids with this one taken out or put in. */
export function toggled(chosen: readonly string[], id: string): string[] {
  return chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]
}
