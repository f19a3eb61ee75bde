import { beforeEach, expect, test, vi } from 'vitest'
import { OPEN_REPORTS } from '@/features/hazards/alike'
import { packedAnswers } from '@/features/risks/packed'
import { keyOf, readSnapshot } from '@/graphql/snapshots'
import { forgetDatabase, readMeta, writeMeta } from '@/shared/db'

interface Asked {
  name: string
  variables: { known?: string[] }
}
let asked: Asked[] = []
let server: (question: Asked) => unknown
vi.mock('@/graphql/client', () => ({
  ask: (operation: { name: string }, variables: Asked['variables']) => {
    const question = { name: operation.name, variables }
    asked.push(question)
    const data = server(question)
    return Promise.resolve(data ? { data } : { error: { networkError: new TypeError('away') } })
  },
}))
vi.mock('@/features/people/session', () => ({
  viewer: {
    value: {
      person: { id: 'alice' },
      memberships: ['north', 'south'].map((id) => ({ site: { id, timezone: 'Asia/Shanghai' } })),
    },
  },
  role: { value: 'WORKER' },
  may: () => true,
  has: () => true,
}))
const { takePack } = await import('./workPack')

const MARKS = ['A1', 'A2', 'C1', 'R1', 'E1']
const unknown = (mark: string, { variables: { known = [] } }: Asked): boolean => !known.includes(mark)
/** A server with two alerts, which it sends one by one, a case, an event of the register and a machine. */
const plant = (question: Asked): unknown => {
  const group = { id: 'g-1', size: 1500 }
  const alerts = ['A1', 'A2'].filter((mark) => unknown(mark, question)).map((mark) => ({ mark, alert: { id: mark, group } }))
  if (question.name === 'WorkPack') return { workPack: { takenAt: '', marks: MARKS, alerts: alerts.slice(0, 1) } }
  const cases = ['C1'].filter((mark) => unknown(mark, question))
  const item = { id: 'c-1', allowedActions: ['SUBMIT_DISPOSAL'], rounds: [], hazardReport: null }
  if (question.name === 'WorkPackCases') return { workPack: { cases: cases.map((mark) => ({ mark, case: item })) } }
  const risks = ['R1'].filter((mark) => unknown(mark, question)).map((mark) => ({ mark, risk: { id: 'r-1' } }))
  if (question.name === 'WorkPackRisks') return { workPack: { risks } }
  const equipment = { id: 'e-1', code: 'EQ-1', labelCode: 'K7' }
  if (question.name === 'WorkPackMachines') return { workPack: { equipment: [{ mark: 'E1', equipment }] } }
  return { of: question.name }
}

const packedRisks = async (): Promise<object[]> =>
  (await packedAnswers<{ riskEvent: object }>('RiskEvent')).map(({ data }) => data.riskEvent)
const names = (): string[] => asked.map(({ name }) => name)

beforeEach(async () => {
  await forgetDatabase()
  await writeMeta('userId', 'alice')
  asked = []
  server = plant
})

test('everything that pages open with is there after one run', async () => {
  expect(await takePack()).toBe(true)

  for (const [name, variables] of [
    ['Alert', { id: 'A2' }],
    ['GroupMembers', { groupId: 'g-1', first: 20 }],
    ['Case', { id: 'c-1' }],
    ['CaseRecord', { caseId: 'c-1' }],
    ['RiskEvent', { id: 'r-1' }],
    ['EquipmentByCode', { code: 'EQ-1' }],
    ['EquipmentByCode', { code: 'K7' }],
    ['MachineNow', { equipmentId: 'e-1', first: 20 }],
    ['MyWorklist', { first: 100 }],
    ['HazardReports', OPEN_REPORTS],
    ['OverviewAreas', { siteId: 'north' }],
    ['OverviewRows', { siteId: 'north', filter: {}, first: 500 }],
    ['FollowUps', { filter: 'MINE', first: 20 }],
    ['LateMatters', { first: 20 }],
    ['PausedWork', {}],
    ['MyPreferences', { siteId: 'north' }],
  ] as const)
    expect(await readSnapshot(keyOf('alice', name, variables)), name).toBeDefined()
  expect(names().filter((name) => name === 'GroupMembers')).toHaveLength(1)
})

test('the second run asks what has changed, and for the values; lists wait until something has', async () => {
  await takePack()
  asked = []
  await takePack()

  const picture = ['OverviewAreas', 'OverviewSums', 'OverviewRows']
  expect(names()).toEqual(['WorkPack', ...picture, ...picture])
  expect(asked[0]?.variables.known?.toSorted()).toEqual(MARKS.toSorted())
})

test('an alert that changed is asked for alone, and the lists with it', async () => {
  await takePack()
  asked = []
  const changed = ['A1', 'A3', 'C1', 'R1', 'E1']
  server = (question) =>
    question.name === 'WorkPack'
      ? {
          workPack: {
            takenAt: '',
            marks: changed,
            alerts: unknown('A3', question) ? [{ mark: 'A3', alert: { id: 'A2', group: null } }] : [],
          },
        }
      : plant(question)
  await takePack()

  expect(names().filter((name) => name.startsWith('WorkPack'))).toEqual(['WorkPack'])
  expect(names()).toContain('MyWorklist')
})

test('an event that was revised comes again, and one of a department that was left stays behind as a page of the past', async () => {
  await takePack()
  const key = keyOf('alice', 'RiskEvent', { id: 'r-1' })
  const send = (marks: string[], risks: object[]): void => {
    server = (question) => {
      if (question.name === 'WorkPack') return { workPack: { takenAt: '', marks, alerts: [] } }
      return question.name === 'WorkPackRisks' ? { workPack: { risks } } : plant(question)
    }
  }
  send(['A1', 'A2', 'C1', 'R2', 'E1'], [{ mark: 'R2', risk: { id: 'r-1', version: 2 } }])
  await takePack()
  expect((await readSnapshot<{ riskEvent: object }>(key))?.data.riskEvent).toEqual({ id: 'r-1', version: 2 })
  expect(await packedRisks()).toEqual([{ id: 'r-1', version: 2 }])

  send(['A1', 'A2', 'C1', 'E1'], [])
  await takePack()
  expect(await packedRisks()).toEqual([])
})

test('one that the network cuts off goes on where it was', async () => {
  server = (question) => (question.name === 'WorkPackMachines' ? undefined : plant(question))
  await takePack()
  asked = []
  server = plant
  await takePack()

  expect(names().filter((name) => name.startsWith('WorkPack'))).toEqual(['WorkPack', 'WorkPackMachines'])
  expect(await readSnapshot(keyOf('alice', 'EquipmentByCode', { code: 'K7' }))).toBeDefined()
})

test('without an answer nothing is confirmed', async () => {
  server = () => undefined

  expect(await takePack()).toBe(false)
  expect(await readMeta('packCheckedAt')).toBeUndefined()
})

test('nobody signed in has a pack', async () => {
  await writeMeta('userId', null)

  expect(await takePack()).toBe(false)
  expect(asked).toEqual([])
})

test('who works at two sites has values, roster, calendar and preferences of both', async () => {
  await takePack()

  for (const name of ['OverviewAreas', 'SiteCalendar', 'MyPreferences'])
    for (const siteId of ['north', 'south']) expect(await readSnapshot(keyOf('alice', name, { siteId })), `${name} ${siteId}`).toBeDefined()
  const weeks = asked.filter(({ name }) => name === 'RosterWeek').map(({ variables }) => (variables as { siteId?: string }).siteId)
  expect(weeks.toSorted()).toEqual(['north', 'north', 'south', 'south'])
})

test('the pages behind the rows come too: a suggestion, the source of an alert, a digest that was pushed', async () => {
  const page = (node: object) => ({ edges: [{ node }], pageInfo: { hasNextPage: false } })
  server = (question) => {
    if (question.name === 'Suggestions') return { suggestions: page({ id: 's-1' }) }
    return question.name === 'Alerts' ? { alerts: page({ sensor: { id: '7' } }) } : plant(question)
  }
  const getNotifications = async () => [{ data: { navigate: '/digests/d-1' } }, { data: { navigate: '/alerts/1' } }]
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: async () => ({ getNotifications }) },
  })
  await takePack()

  expect(await readSnapshot(keyOf('alice', 'Suggestion', { id: 's-1' }))).toBeDefined()
  expect(await readSnapshot(keyOf('alice', 'Source', { id: '7' }))).toBeDefined()
  expect(await readSnapshot(keyOf('alice', 'Digest', { deliveryId: 'd-1' }))).toBeDefined()
  expect(names().filter((name) => name === 'Source')).toHaveLength(1)
})
