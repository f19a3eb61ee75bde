import type { TaskRuleHistoryFragment, TaskRuleInput } from '@/graphql/generated/types'
import { plain } from '@/shared/plain'

export type RuleSet = TaskRuleHistoryFragment['history'][number]
export type Rule = RuleSet['rules'][number]
/** A rule as people edit it; without an id it is new. */
export type Draft = Omit<Required<TaskRuleInput>, 'departmentId' | 'id' | 'areaIds'> & {
  departmentId: string | null
  id?: string
  areaIds: string[]
}

export function draftOf(rule: Rule | null): Draft {
  if (!rule)
    return {
      departmentId: null,
      kind: 'OTHER',
      workZh: '',
      workEn: '',
      leastTier: 'ORANGE',
      stages: [],
      conditions: [],
      categories: [],
      areaIds: [],
      crossesOnly: false,
      share: 100,
    }
  const { id, department, kind, work, leastTier, stages, conditions, categories, areaIds, crossesOnly, share } = plain(rule) as Rule
  return {
    id,
    departmentId: department.id,
    kind,
    workZh: work.zh,
    workEn: work.en,
    leastTier,
    stages,
    conditions,
    categories,
    areaIds,
    crossesOnly,
    share,
  }
}

/** What is missing before the server would take it. */
export function isComplete({ departmentId, workZh, share }: Draft): boolean {
  return departmentId !== null && workZh.trim() !== '' && share >= 1 && share <= 100
}

function asInput(draft: Draft): TaskRuleInput {
  return { ...draft, departmentId: draft.departmentId ?? '', workZh: draft.workZh.trim(), workEn: draft.workEn.trim() }
}

/** All rules of the site with this one changed, or a new one at the end. */
export function withRule(rules: readonly Rule[], draft: Draft): TaskRuleInput[] {
  const others = rules.map((rule) => (rule.id === draft.id ? draft : draftOf(rule)))
  return (draft.id ? others : [...others, draft]).map(asInput)
}

/** All rules without this one. */
export function withoutRule(rules: readonly Rule[], id: string): TaskRuleInput[] {
  return rules.filter((rule) => rule.id !== id).map((rule) => asInput(draftOf(rule)))
}
