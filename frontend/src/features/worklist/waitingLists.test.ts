import { expect, test } from 'vitest'
import type { HomePartsFragment } from '@/graphql/generated/types'
import { waitingAt } from './waiting'
import { listAt } from './waitingLists'

const home = (more: object) =>
  ({ unacknowledgedAlerts: 0, myOpenCases: 0, awaitingTriage: 0, openObjections: 0, ...more }) as unknown as HomePartsFragment

test('a number on the navigation opens the list that it counts', () => {
  const found = waitingAt(home({ unacknowledgedAlerts: 3, myOpenCases: 2, awaitingTriage: 4, openObjections: 1 }))

  expect(found).toMatchObject({ '/alerts': 3, '/cases': 2, '/hazards': 4 })
  expect(listAt('/alerts', found)).toBe('/alerts?view=unseen')
  expect(listAt('/cases', found)).toBe('/cases?view=mine')
  expect(listAt('/hazards', found)).toBe('/hazards?view=triage')
})

test('objections are counted and opened once no report waits', () => {
  expect(waitingAt(home({ openObjections: 2 }))['/hazards']).toBe(2)
  expect(listAt('/hazards', waitingAt(home({ openObjections: 2 })))).toBe('/hazards?view=objections')
})

test('sources that wait for adoption stand on the page that adopts them', () => {
  expect(waitingAt(home({ unknownSources: 2 }))['/sources']).toBe(2)
  expect(listAt('/sources', waitingAt(home({ unknownSources: 2 })))).toBe('/sources')
})

test('a page without a number opens as it always does', () => {
  expect(listAt('/cases', waitingAt(home({})))).toBe('/cases')
  expect(listAt('/monitor', waitingAt(home({ myOpenCases: 2 })))).toBe('/monitor')
  expect(listAt('/alerts', waitingAt(undefined))).toBe('/alerts')
})
