import { expect, test } from 'vitest'
import type { HomeQuery } from '@/graphql/generated/types'
import { listAt, waitingAt } from './waiting'

const home = (more: object) =>
  ({ unacknowledgedAlerts: 0, myOpenCases: 0, awaitingTriage: 0, openObjections: 0, ...more }) as unknown as HomeQuery['home']

test('a number on the navigation opens the list that it counts', () => {
  const found = home({ unacknowledgedAlerts: 3, myOpenCases: 2, awaitingTriage: 4, openObjections: 1 })

  expect(waitingAt(found)).toEqual({ '/alerts': 3, '/cases': 2, '/hazards': 4 })
  expect(listAt('/alerts', found)).toBe('/alerts?view=unseen')
  expect(listAt('/cases', found)).toBe('/cases?view=mine')
  expect(listAt('/hazards', found)).toBe('/hazards?view=triage')
})

test('objections are counted and opened once no report waits', () => {
  expect(waitingAt(home({ openObjections: 2 }))['/hazards']).toBe(2)
  expect(listAt('/hazards', home({ openObjections: 2 }))).toBe('/hazards?view=objections')
})

test('a page without a number opens as it always does', () => {
  expect(listAt('/cases', home({}))).toBe('/cases')
  expect(listAt('/monitor', home({ myOpenCases: 2 }))).toBe('/monitor')
  expect(listAt('/alerts', undefined)).toBe('/alerts')
})
