import { caseTag } from '@/features/cases/caseState'
import { hazardTag } from './categories'
import type { Standing } from './stateWords'

/** The sign that goes with `stateWords`. */
export function reportTag({ state, case: opened }: Standing): ReturnType<typeof caseTag> {
  return opened && state === 'ACCEPTED' ? caseTag(opened.state) : hazardTag(state)
}
