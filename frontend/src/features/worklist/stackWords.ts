import { isOfPlaces, sourceWords } from '@/features/alerts/groups'
import { t, text } from '@/shared/i18n'
import type { StackItem } from './stack'

/** What it is called. */
export function titleOf(item: StackItem): string {
  switch (item.kind) {
    case 'alert':
      return sourceWords(item.alert)
    case 'work':
      return text(item.work.title)
    case 'case':
      return text(item.case.title)
    case 'hazard':
      return item.hazard.description || `${t(`HazardCategory.${item.hazard.category}`)} · ${whereOf(item)}`
    case 'objection':
      return item.objection.reason
  }
}

/** Where it is; empty where its title says all that is known. */
export function whereOf(item: StackItem): string {
  switch (item.kind) {
    case 'alert':
      return isOfPlaces(item.alert) ? '' : text(item.alert.sensor.area.name)
    case 'work':
      return text(item.work.place)
    case 'case':
      return text(item.case.area.name)
    case 'hazard':
      return text(item.hazard.equipment?.name ?? item.hazard.area.name)
    case 'objection':
      return text(item.objection.report.equipment?.name ?? item.objection.report.area.name)
  }
}

/** What it waits for, in one word for each state. */
export function lineOf(item: StackItem): string {
  switch (item.kind) {
    case 'alert':
      return t(`AlertState.${item.alert.state}`)
    case 'work':
      return item.work.kind ? t(`stack.for.${item.work.kind}`) : text(item.work.step)
    case 'case': {
      const state = t(`CaseState.${item.case.state}`)
      return item.case.responsible ? `${text(item.case.responsible.name)} · ${state}` : state
    }
    case 'hazard':
      return t('stack.forTriage', { name: text(item.hazard.reportedBy.name) })
    case 'objection':
      return t('stack.forAnswer')
  }
}

export function pathOf(item: StackItem): string {
  switch (item.kind) {
    case 'alert':
      return `/alerts/${item.id}`
    case 'work':
      return item.work.page
    case 'case':
      return `/cases/${item.id}`
    case 'hazard':
      return `/hazards/${item.id}`
    case 'objection':
      return `/hazards/${item.objection.report.id}`
  }
}

/** Where the verb of a part of a case is done; null where it is done in place. */
export function deskOf(item: StackItem): string | null {
  if (item.kind !== 'work') return item.kind === 'alert' ? null : pathOf(item)
  const { kind, page } = item.work
  if (kind === 'DISPOSE') return `${page}/dispose`
  if (kind === 'RECHECK') return `${page}/recheck`
  return !kind || kind === 'TASK' ? page : null
}

export function verbOf(item: StackItem): string {
  switch (item.kind) {
    case 'alert':
      return t('stack.do.ACKNOWLEDGE')
    case 'work':
      return t(`stack.do.${item.work.kind ?? 'OTHER'}`)
    case 'case':
      return t('stack.seeCase')
    case 'hazard':
      return t('hazard.accept')
    case 'objection':
      return t('stack.do.ANSWER')
  }
}
