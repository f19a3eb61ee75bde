import type { DepartmentBranchFragment } from '@/graphql/generated/types'

/** A department with its depth in the tree, and how many people are in it and under it. */
export interface Branch {
  department: DepartmentBranchFragment
  depth: number
  total: number
  hasParts: boolean
}

/** The departments in the order of the tree, each under its parent; `folded` hides what stands under these. */
export function branchesOf(departments: readonly DepartmentBranchFragment[], folded: ReadonlySet<string> = new Set()): Branch[] {
  const ids = new Set(departments.map(({ id }) => id))
  const under = new Map<string | null, DepartmentBranchFragment[]>()
  for (const each of departments) {
    const parent = each.parentId && ids.has(each.parentId) ? each.parentId : null
    under.set(parent, [...(under.get(parent) ?? []), each])
  }
  const total = (id: string, own: number): number => (under.get(id) ?? []).reduce((sum, part) => sum + total(part.id, part.people), own)
  const walk = (parent: string | null, depth: number): Branch[] =>
    (under.get(parent) ?? []).flatMap((department) => [
      { department, depth, total: total(department.id, department.people), hasParts: under.has(department.id) },
      ...(folded.has(department.id) ? [] : walk(department.id, depth + 1)),
    ])
  return walk(null, 0)
}

/** A department and everything that stands under it, by id. */
export function within(departments: readonly DepartmentBranchFragment[], id: string): Set<string> {
  const found = new Set([id])
  for (let grew = true; grew;) {
    const before = found.size
    for (const each of departments) if (each.parentId && found.has(each.parentId)) found.add(each.id)
    grew = found.size > before
  }
  return found
}
