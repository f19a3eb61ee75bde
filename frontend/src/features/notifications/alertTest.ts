import type { AlertTestPartsFragment } from '@/graphql/generated/types'
import { t } from '@/shared/i18n'

export type TestPush = AlertTestPartsFragment['pushes'][number]

/** What became of one push, as far as anybody knows; `at` words a time. */
export function outcomeOf({ state, acceptedAt, shownAt, error }: TestPush, at: (time: string) => string): string {
  if (shownAt) return t('alertTest.shown', { at: at(shownAt) })
  if (state === 'GONE') return t('alertTest.gone')
  if (state === 'EXPIRED') return t('alertTest.expired')
  if (state === 'FAILED') return t('alertTest.refused', { why: error ?? '' })
  if (acceptedAt) return t('alertTest.accepted', { at: at(acceptedAt) })
  return error ? t('alertTest.retried', { why: error }) : t('alertTest.onItsWay')
}

/** Whether it went as it should, cannot any more, or nobody knows yet. */
export function verdictOf({ state, shownAt }: TestPush): 'good' | 'bad' | 'open' {
  if (shownAt) return 'good'
  return state === 'GONE' || state === 'EXPIRED' || state === 'FAILED' ? 'bad' : 'open'
}
