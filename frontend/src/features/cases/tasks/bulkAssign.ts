import type { PeopleQuery, TaskTableRowFragment } from '@/graphql/generated/types'

type Task = Pick<TaskTableRowFragment, 'id' | 'department' | 'allowedActions'>
type Person = PeopleQuery['people'][number]

/** Somebody who may get some of the chosen tasks: those of their own department that may be assigned. */
export interface Candidate<Given extends Task> {
  person: Person
  tasks: Given[]
}

/** Whom some of these tasks may be given to; who may get most of them comes first. */
export function candidatesFor<Given extends Task>(tasks: readonly Given[], people: readonly Person[]): Candidate<Given>[] {
  const open = tasks.filter(({ allowedActions }) => allowedActions.includes('ASSIGN'))
  return people
    .map((person) => ({ person, tasks: open.filter(({ department }) => department.id === person.department?.id) }))
    .filter((each) => each.tasks.length > 0)
    .sort((a, b) => b.tasks.length - a.tasks.length)
}
