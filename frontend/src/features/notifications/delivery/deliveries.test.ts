import { expect, it } from 'vitest'
import { asksAgainIn, counts, fateOf, newest, older, timeOf, type Reached, type Sent } from './deliveries'

const NOW = Date.parse('2026-11-28T08:00:00Z')
const sent = (more: Partial<Sent> = {}): Sent => ({
  id: 'd',
  kind: 'sms',
  event: 'ALERT_RAISED',
  step: 0,
  state: 'ACCEPTED',
  createdAt: '2026-11-28T07:59:00Z',
  waitsUntil: null,
  quietUntil: null,
  acceptedAt: null,
  shownAt: null,
  openedAt: null,
  error: null,
  digestOf: 1,
  silentSince: null,
  ...more,
})
const reached = (knowsSince: string | null, ...messages: Sent[]): Reached => ({
  person: { id: 'p', name: { zh: '赵敏', en: 'Zhao Min' }, department: null },
  knowsSince,
  sent: messages,
})

it('says that a message that failed once is tried again', () => {
  expect(fateOf(sent({ state: 'PENDING' }), reached(null))).toBe('WAITS')
  expect(fateOf(sent({ state: 'PENDING', error: 'busy' }), reached(null))).toBe('RETRIES')
})

it('says that a person wants quiet, also of what has left since with others', () => {
  const held = sent({ state: 'GROUPED', waitsUntil: '2026-11-28T22:00:00Z', quietUntil: '2026-11-28T22:00:00Z' })
  expect(fateOf(held, reached(null))).toBe('QUIET')
  expect(fateOf({ ...held, waitsUntil: null }, reached(null))).toBe('QUIET')
  expect(fateOf({ ...held, quietUntil: null }, reached(null))).toBe('GROUPED')
  expect(fateOf({ ...held, state: 'SHOWN' }, reached(null))).toBe('SHOWN')
  expect(fateOf({ ...held, quietUntil: null, error: 'the provider takes 20 in 60 s' }, reached(null))).toBe('LIMITED')
})

it('says that a device which shows nothing may be offline', () => {
  const silent = { silentSince: '2026-11-28T01:12:00Z' }
  expect(fateOf(sent(silent), reached(null))).toBe('SILENT')
  expect(fateOf(sent({ ...silent, state: 'SHOWN' }), reached(null))).toBe('SHOWN')
})

it('asks nobody to phone those who know', () => {
  expect(fateOf(sent({ state: 'NO_ADDRESS' }), reached(null))).toBe('NO_ADDRESS')
  expect(fateOf(sent({ state: 'NO_ADDRESS' }), reached('2026-11-28T07:59:30Z'))).toBe('KNOWS_WITHOUT_ADDRESS')
})

it('tells the time of what a person did before that of the provider', () => {
  expect(timeOf(sent({ acceptedAt: '1', shownAt: '2', openedAt: '3' }))).toBe('3')
  expect(timeOf(sent({ acceptedAt: '1' }))).toBe('1')
  expect(timeOf(sent({ state: 'PENDING', waitsUntil: '4' }))).toBe('4')
  expect(timeOf(sent())).toBe('2026-11-28T07:59:00Z')
})

it('counts who knows and who does not', () => {
  expect(counts([reached(null, sent()), reached('2026-11-28T08:00:00Z', sent()), reached(null)])).toEqual({ know: 1, not: 2 })
})

it('shows the newest messages and counts the others', () => {
  const many = reached(null, ...Array.from({ length: 9 }, () => sent()))
  expect([newest(many).length, older(many)]).toEqual([6, 3])
})

it('asks again just after the next message leaves, and not at all when nothing is under way', () => {
  const leaves = sent({ state: 'PENDING', waitsUntil: '2026-11-28T08:00:30Z' })
  expect(asksAgainIn([reached(null, sent()), reached(null, leaves)], NOW)).toBe(33_000)
  expect(asksAgainIn([reached(null, sent({ state: 'SENDING' }))], NOW)).toBe(3_000)
  expect(asksAgainIn([reached(null, sent({ state: 'PENDING', waitsUntil: '2026-11-28T09:00:00Z' }))], NOW)).toBe(60_000)
  expect(asksAgainIn([reached(null, sent())], NOW)).toBeNull()
  expect(asksAgainIn([reached(null, sent({ state: 'GROUPED' }))], NOW)).toBeNull()
})
