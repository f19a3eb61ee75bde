import type { IconName } from '@/components/icons'
import type { CaseAction, CaseState } from '@/graphql/generated/enums'

/** What a button on the case does: something at once, or a page of its own. */
export interface Choice {
  action: CaseAction | 'RECHECK'
  icon: IconName
  kind: 'primary' | 'plain'
}

/**
 * The buttons under a case, the likely one last (under the right thumb). Passing and failing are one page; nothing is
 * offered while an earlier step waits on this phone, because the server's answer may change what is allowed.
 */
export function choicesOf(allowed: CaseAction[], hasPending: boolean): Choice[] {
  if (hasPending) return []
  const choices: Choice[] = []
  if (allowed.includes('DISMISS')) choices.push({ action: 'DISMISS', icon: 'close', kind: 'plain' })
  if (allowed.includes('ACKNOWLEDGE')) choices.push({ action: 'ACKNOWLEDGE', icon: 'seen', kind: 'primary' })
  if (allowed.includes('SUBMIT_DISPOSAL')) choices.push({ action: 'SUBMIT_DISPOSAL', icon: 'camera', kind: 'primary' })
  if (allowed.includes('PASS_RECHECK') || allowed.includes('FAIL_RECHECK'))
    choices.push({ action: 'RECHECK', icon: 'shield', kind: 'primary' })
  return choices
}

interface Deadlines {
  state: CaseState
  acknowledgeDueAt: string
  disposeDueAt: string
  recheckDueAt: string | null
}

/** When the step that is due next has to be done; null when nothing is due. */
export function nextDue(item: Deadlines): string | null {
  switch (item.state) {
    case 'OPEN':
      return item.acknowledgeDueAt
    case 'IN_DISPOSAL':
      return item.disposeDueAt
    case 'AWAITING_RECHECK':
      return item.recheckDueAt
    case 'ARCHIVED':
      return null
  }
}

interface Source {
  isSourceNormal: boolean
  recheckOpensAt: string | null
  hasSource: boolean
}

/** May a recheck pass by the source itself? `waits` ends at `opensAt`; `active` has no end in sight. */
export function sourceGate(source: Source, now: number): { kind: 'open' } | { kind: 'waits'; opensAt: string } | { kind: 'active' } {
  if (!source.hasSource) return { kind: 'open' }
  if (!source.isSourceNormal || source.recheckOpensAt === null) return { kind: 'active' }
  return Date.parse(source.recheckOpensAt) > now ? { kind: 'waits', opensAt: source.recheckOpensAt } : { kind: 'open' }
}
