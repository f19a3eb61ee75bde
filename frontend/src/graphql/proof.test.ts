import { beforeEach, expect, test, vi } from 'vitest'

const START = Date.parse('2026-12-01T02:00:00Z')
const SITES = ['plant', 'depot']
/** The operations that danger lives from, by the ids of one socket. */
const SUBSCRIBED = { AlertChanged: 'a-1', CaseChanged: 'c-1', HazardReportChanged: 'h-1', SiteChanged: 's-1' }
const IDS = Object.values(SUBSCRIBED)

let proof: typeof import('./proof')

beforeEach(async () => {
  vi.useFakeTimers({ now: START, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  localStorage.clear()
  vi.resetModules()
  proof = await import('./proof')
  proof.forgetProof()
  proof.proveFor(SITES)
  for (const [operation, id] of Object.entries(SUBSCRIBED)) proof.noteSubscribed(operation, id)
})

/** Both clocks go on. */
const passes = (milliseconds: number): void => {
  vi.advanceTimersByTime(milliseconds)
}
/** The wall clock alone: a laptop slept so long, or a person set the clock. */
const jumps = (milliseconds: number): void => {
  vi.setSystemTime(Date.now() + milliseconds)
}
/** A beat of the server comes now, sent `ago` ms ago by its clock. */
const beats = (ago = 0, subscriptions = IDS, sites = SITES): boolean =>
  proof.noteBeat({ beat: { at: new Date(START + performance.now() - steadyStart - ago).toISOString(), subscriptions, sites } })
const asks = (): void => proof.noteAnswered(performance.now())
const isProven = (): boolean => {
  proof.lookAtProof()
  return proof.isProven.value
}
let steadyStart: number
beforeEach(() => {
  steadyStart = performance.now()
})

test('the two clocks of these tests are apart', () => {
  const steady = performance.now()
  jumps(600_000)
  expect([performance.now() - steady, Date.now() - START]).toEqual([0, 600_000])
})

test.each(IDS)('a beat that did not come through the subscription %s proves nothing', (missing) => {
  expect(
    beats(
      0,
      IDS.filter((id) => id !== missing),
    ),
  ).toBe(false)
  asks()
  expect([proof.isFed(), isProven()]).toEqual([false, false])
})

test('a beat that names the subscription of an earlier socket proves nothing', () => {
  proof.noteSubscribed('AlertChanged', 'a-2')
  expect(beats()).toBe(false)
  expect(beats(0, ['a-2', ...IDS])).toBe(true)
})

test('a beat that did not come through each site of the person proves nothing', () => {
  expect(beats(0, IDS, ['plant'])).toBe(false)
  expect(beats(0, IDS, [])).toBe(false)
  asks()
  expect(isProven()).toBe(false)
  expect(beats(0, IDS, [...SITES, 'another'])).toBe(true)
})

test.each([undefined, null, {}, { beat: {} }, { beat: { at: 'soon', subscriptions: IDS, sites: SITES } }])(
  'a ping that carries %j proves nothing',
  (payload) => {
    expect(proof.noteBeat(payload)).toBe(false)
    expect(proof.isFed()).toBe(false)
  },
)

test('a beat and an answer asked for after it prove danger for 15 s and no longer', () => {
  beats()
  asks()
  passes(proof.PROVEN_FOR - 1)
  expect(isProven()).toBe(true)
  passes(1)
  expect([isProven(), proof.proofAge.value, proof.provenAt.value]).toEqual([false, proof.PROVEN_FOR, START])
})

test('every beat proves anew without another question', () => {
  beats()
  asks()
  for (let each = 0; each < 12; each++) {
    passes(10_000)
    beats()
    expect(isProven()).toBe(true)
  }
  expect(proof.provenAt.value).toBe(START + 120_000)
})

test('an answer asked for before the first beat of its socket does not prove: nobody was told of the time between', () => {
  const asked = performance.now()
  passes(500)
  beats()
  proof.noteAnswered(asked)
  expect([proof.isFed(), isProven()]).toEqual([true, false])
  asks()
  expect(isProven()).toBe(true)

  proof.beginProof()
  passes(proof.PROVEN_FOR)
  beats()
  expect([proof.isFed(), isProven()]).toEqual([true, false])
})

test('a change that the answer does not tell of yet holds the proof where it was, however many beats come', () => {
  beats()
  asks()
  passes(2000)
  proof.noteChanged()
  passes(10_000)
  beats()
  passes(7000)
  expect([isProven(), proof.provenAt.value]).toEqual([false, START + 2000])

  asks()
  expect(isProven()).toBe(true)
})

test('an answer on its way when something changed may not tell of it', () => {
  beats()
  const asked = performance.now()
  passes(1000)
  proof.noteChanged()
  proof.noteAnswered(asked)
  passes(14_000)
  beats()
  expect([isProven(), proof.provenAt.value]).toEqual([false, START])
})

test('a laptop that slept knows nothing of the time: the wall clock jumps, the steady one stood', () => {
  beats()
  asks()
  jumps(600_000)
  expect(proof.lookAtProof()).toBe(true)
  expect([proof.isProven.value, proof.isFed(), proof.proofAge.value]).toEqual([false, false, 600_000])
  expect(proof.lookAtProof()).toBe(false)
})

test.each([-60_000, -3_600_000, -26 * 3_600_000])('a phone whose clock is set by %i ms counts on by its steady clock', (by) => {
  beats()
  asks()
  jumps(by)
  passes(proof.PROVEN_FOR - 1)
  expect(isProven()).toBe(true)
  passes(1)
  expect([isProven(), proof.isFed()]).toEqual([false, false])
})

test('beats that lay in a queue are as old as they are, though they come at once', () => {
  beats()
  asks()
  passes(60_000)
  expect([beats(50_000), isProven()]).toEqual([false, false])
  expect([beats(20_000), isProven()]).toEqual([false, false])
  expect([beats(10_000), isProven(), proof.proofAge.value]).toEqual([true, true, 10_000])
  expect([beats(), isProven()]).toEqual([true, true])
})

test('of a server whose clock differs by hours a beat is as new as it comes', () => {
  expect(beats(7 * 3_600_000)).toBe(true)
  asks()
  passes(10_000)
  expect([beats(7 * 3_600_000), isProven()]).toEqual([true, true])
})

test('after a start without a network it is known since when nothing is, and nothing is proven', async () => {
  beats()
  asks()
  passes(40_000)
  vi.resetModules()
  proof = await import('./proof')
  proof.forgetProof()
  expect([proof.provenAt.value, proof.proofAge.value, isProven()]).toEqual([START, 40_000, false])
})

test('a page just opened tries for three seconds before it says that it cannot see, without a server not at all', () => {
  expect(proof.isUnproven.value).toBe(false)
  passes(2999)
  proof.lookAtProof()
  expect(proof.isUnproven.value).toBe(false)
  passes(1)
  proof.lookAtProof()
  expect(proof.isUnproven.value).toBe(true)

  proof.forgetProof()
  expect(proof.isUnproven.value).toBe(false)
  proof.giveUpOpening()
  expect(proof.isUnproven.value).toBe(true)
})

test('who signs in next on this phone is shown nothing as proven by the one before', () => {
  beats()
  asks()
  expect(isProven()).toBe(true)
  proof.forgetProof()
  expect(isProven()).toBe(false)
})
