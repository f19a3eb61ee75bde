import { expect, test } from 'vitest'
import type { PeopleQuery } from '@/graphql/generated/types'
import { candidatesFor } from './bulkAssign'

const named = (zh: string) => ({ zh, en: zh })
const department = (id: string) => ({ id, name: named(id) })
const person = (id: string, of: string) => ({ id, name: named(id), department: department(of) }) as PeopleQuery['people'][number]
const task = (id: string, of: string, isAssignable = true) => ({
  id,
  department: department(of),
  allowedActions: isAssignable ? (['ASSIGN'] as const).slice() : [],
})

test('each person is offered the tasks of their own department, who may get most of them first', () => {
  const tasks = [task('weld', 'repair'), task('guard', 'scene'), task('pump', 'repair')]
  const people = [person('liu', 'scene'), person('wang', 'repair'), person('zhou', 'office')]

  const found = candidatesFor(tasks, people)

  expect(found.map((each) => [each.person.id, each.tasks.map(({ id }) => id)])).toEqual([
    ['wang', ['weld', 'pump']],
    ['liu', ['guard']],
  ])
})

test('what may not be assigned any more is left out', () => {
  expect(candidatesFor([task('weld', 'repair', false)], [person('wang', 'repair')])).toEqual([])
})
