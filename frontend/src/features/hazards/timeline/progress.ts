import type { CaseState, HazardState } from '@/graphql/generated/enums'

export const STEPS = ['REPORTED', 'ACCEPTED', 'DISPOSED', 'RECHECKED', 'ARCHIVED'] as const
export type Step = (typeof STEPS)[number]
type StepState = 'done' | 'now' | 'later' | 'declined'

/** How many steps are done when the case is in this state. */
const DONE: Record<CaseState, number> = { OPEN: 2, IN_DISPOSAL: 2, AWAITING_RECHECK: 3, ARCHIVED: 5 }

/** What became of a report 报了有回音: each step is done, going on, still to come, or will not come. */
export function progressOf(report: { state: HazardState; case: { state: CaseState } | null }): { step: Step; state: StepState }[] {
  if (report.state === 'DECLINED') {
    return STEPS.slice(0, 2).map((step) => ({ step, state: step === 'REPORTED' ? 'done' : 'declined' }))
  }
  const done = report.state === 'SUBMITTED' ? 1 : DONE[report.case?.state ?? 'OPEN']
  return STEPS.map((step, index) => ({ step, state: index < done ? 'done' : index === done ? 'now' : 'later' }))
}
