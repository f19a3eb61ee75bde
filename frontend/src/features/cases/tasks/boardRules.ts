import type { Tier } from '@/graphql/generated/enums'
import type { BoardQuery, TaskPartsFragment } from '@/graphql/generated/types'
import { isOpen } from './taskState'

type Entry = BoardQuery['board']['cases'][number]
type Name = TaskPartsFragment['department']['name']

interface DepartmentOnBoard {
  id: string
  name: Name
  open: number
  late: number
}

/** The departments that have a part in one of these cases, the busiest first. */
export function departmentsOf(entries: readonly Entry[]): DepartmentOnBoard[] {
  const found = new Map<string, DepartmentOnBoard>()
  for (const task of entries.flatMap(({ tasks }) => tasks)) {
    if (task.state === 'CANCELLED') continue
    const { id, name } = task.department
    const department = found.get(id) ?? { id, name, open: 0, late: 0 }
    if (isOpen(task)) department.open += 1
    if (isOpen(task) && task.isOverdue) department.late += 1
    found.set(id, department)
  }
  return [...found.values()].sort((a, b) => b.open - a.open)
}

/** The departments whose part is still open. */
export function waitsFor(tasks: readonly TaskPartsFragment[]): Name[] {
  return [...new Map(tasks.filter(isOpen).map(({ department }) => [department.id, department.name])).values()]
}

/** Another part is done, this department's is not: the others wait. */
export function waitedFor(tasks: readonly TaskPartsFragment[], departmentId: string): boolean {
  const own = tasks.filter(({ department }) => department.id === departmentId)
  return own.some(isOpen) && tasks.some(({ department, state }) => department.id !== departmentId && state === 'DONE')
}

export interface BoardFilter {
  words: string
  tiers: readonly Tier[]
  departmentIds: readonly string[]
  isLate: boolean
}

/** The cases that are asked for; words look at number, title and place. */
export function chosenOf(entries: readonly Entry[], filter: BoardFilter, inWords: (name: Name) => string): Entry[] {
  const words = filter.words.toLowerCase()
  return entries.filter(({ case: item, tasks }) => {
    const place = item.equipment ?? item.area
    const isNamed = words === '' || [item.number, inWords(item.title), inWords(place)].some((each) => each.toLowerCase().includes(words))
    const isOfTier = filter.tiers.length === 0 || filter.tiers.includes(item.tier)
    const isOfDepartment = filter.departmentIds.length === 0 || tasks.some(({ department }) => filter.departmentIds.includes(department.id))
    const isLate = item.isOverdue || tasks.some((task) => isOpen(task) && task.isOverdue)
    return isNamed && isOfTier && isOfDepartment && (!filter.isLate || isLate)
  })
}

/** What dropping a card on another column asks for: the verb that leads there from where it is; null: there is none. */
export function verbTo(from: Entry['case']['state'], to: Entry['case']['state']): 'acknowledge' | 'dispose' | 'recheck' | null {
  if (from === 'OPEN' && to === 'IN_DISPOSAL') return 'acknowledge'
  if (from === 'IN_DISPOSAL' && to === 'AWAITING_RECHECK') return 'dispose'
  if (from === 'AWAITING_RECHECK' && to === 'ARCHIVED') return 'recheck'
  return null
}
