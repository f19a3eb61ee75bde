import type { Question } from '@/features/nouns'
import type { Operation } from '@/shared/operation'

/** As `usePagedQuery` asks. */
export const PAGE = 20
/** Pages behind the rows of one list that come with the pack: each costs a question, on every phone. */
export const BEHIND = 5

export function question<Variables extends object>(operation: Operation<unknown, Variables>, variables: NoInfer<Variables>): Question {
  return { operation: operation as Operation<unknown, object>, variables }
}
