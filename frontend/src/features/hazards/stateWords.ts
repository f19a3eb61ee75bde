import type { CaseState, HazardState } from '@/graphql/generated/enums'
import { t } from '@/shared/i18n'

export interface Standing {
  state: HazardState
  case: { state: CaseState } | null
}

/** Where a report has got to, in the word of its case once it has one: on every screen the same. */
export function stateWords({ state, case: opened }: Standing): string {
  return opened && state === 'ACCEPTED' ? t(`CaseState.${opened.state}`) : t(`HazardState.${state}`)
}
