import { usualOf } from '@/components/reasons'
import type { CaseDetailFragment } from '@/graphql/generated/types'
import { t, text } from '@/shared/i18n'

type Origin = { alert: Pick<NonNullable<CaseDetailFragment['alert']>, 'advice'> | null } & {
  hazardReport: Pick<NonNullable<CaseDetailFragment['hazardReport']>, 'category'> | null
}

/** Returns measures to tick: what the alert advises; without any, the usual ones of this kind of hazard. */
export function measuresOf({ alert, hazardReport }: Origin): string[] {
  const advice = alert?.advice.map(text) ?? []
  return advice.length > 0 ? advice : usualOf(t(`dispose.usual.${hazardReport?.category ?? 'OTHER'}`))
}
