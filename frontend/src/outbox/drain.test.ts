import { beforeEach, describe, expect, it } from 'vitest'
import { forgetDatabase, readMeta, writeMeta } from '@/shared/db'
import { PAGE_BROKEN } from '@/shared/ownErrors'
import { ANONYMOUS, type Entry } from '@/shared/records'
import { drain } from './drain'
import { isUnconfirmed, STEP_UP, STEP_UP_LATER, type Outcome } from './applyOutcome'
import { discard } from './discard'
import { add, allEntries, askToConfirm, photosOf, put, sentRow, wake } from './store'
import { job } from './test-jobs'

const ACCEPTED: Outcome = { kind: 'accepted', answer: { ok: true } }
const DOWN: Outcome = { kind: 'unreachable', code: 'UNREACHABLE' }

/** A server that applies an operation id once, however often it arrives, and may be told to misbehave. */
class Server {
  effects: string[] = []
  arrivals: string[] = []
  answer: (entry: Entry) => Outcome = () => ACCEPTED

  deliver = async (entry: Entry): Promise<Outcome> => {
    this.arrivals.push(entry.id)
    const outcome = this.answer(entry)
    if (outcome.kind === 'accepted' && !this.effects.includes(entry.id)) this.effects.push(entry.id)
    return outcome
  }
}

let server: Server
let now: number
const run = (isHurried = false) => drain(isHurried, { send: server.deliver, now: () => now })
const about = (id: string): Entry['subject'] => ({ kind: 'case', id, title: id, route: `/cases/${id}` })

beforeEach(async () => {
  await forgetDatabase()
  await writeMeta('userId', 'alice')
  server = new Server()
  now = 1_800_000_000_000
})

describe('draining the outbox', () => {
  it("sends what is nobody's whoever is signed in, and nobody else's", async () => {
    await add(job({ id: 'hers', userId: 'carol', subject: about('x') }), [])
    await add(job({ id: 'nobodys', userId: ANONYMOUS, subject: about('y') }), [])
    await run()
    expect(server.effects).toEqual(['nobodys'])

    await writeMeta('userId', null)
    await add(job({ id: 'signed-out', userId: ANONYMOUS, subject: about('z') }), [])
    await run()
    expect(server.effects).toEqual(['nobodys', 'signed-out'])
  })

  it('sends everything in the order in which it was submitted', async () => {
    for (const id of ['c', 'a', 'b']) await add(job({ id, subject: about(id) }), [])
    await run()
    expect(server.arrivals).toEqual(['c', 'a', 'b'])
    expect(await allEntries()).toEqual([])
  })

  it('keeps what the app itself failed at, under its own name, sends the others and lets the error be seen', async () => {
    for (const id of ['a', 'b']) await add(job({ id, subject: about(id) }), [])
    server.answer = ({ id }) => {
      if (id === 'a') throw new TypeError('AbortSignal.timeout is not a function')
      return ACCEPTED
    }
    await expect(run()).rejects.toThrow('AbortSignal.timeout')
    expect(server.effects).toEqual(['b'])
    expect(await allEntries()).toMatchObject([{ id: 'a', state: 'queued', lastError: PAGE_BROKEN }])
  })

  it('takes an error of its own for no answer of the server, and shows the first', async () => {
    for (const id of ['a', 'b']) await add(job({ id, subject: about(id) }), [])
    await add(job({ id: 'waits', subject: about('c'), retryAt: now + 500_000, lastError: 'UNREACHABLE' }), [])
    server.answer = ({ id }) => {
      throw new TypeError(`${id} fails`)
    }
    await expect(run()).rejects.toThrow('a fails')
    expect(server.arrivals).toEqual(['a', 'b'])
    expect(await readMeta('lastContact')).toBeUndefined()
  })

  it('shows an error of its own also when it stops at a network that is away', async () => {
    for (const id of ['a', 'b', 'c']) await add(job({ id, subject: about(id) }), [])
    server.answer = ({ id }) => {
      if (id === 'a') throw new TypeError('a fails')
      return DOWN
    }
    await expect(run()).rejects.toThrow('a fails')
    expect(server.arrivals).toEqual(['a', 'b'])
  })

  it('sends a job once when two drains start at the same time', async () => {
    await add(job(), [])
    await Promise.all([run(), run()])
    expect(server.arrivals).toEqual(['job-1'])
  })

  it('keeps the answer and drops job and photos together', async () => {
    await add(job({ photoHashes: ['f00d'] }), [{ jobId: 'job-1', sha256: 'f00d', bytes: new ArrayBuffer(3), type: 'image/jpeg' }])
    await run()
    expect(await sentRow('job-1')).toMatchObject({ answer: { ok: true }, sentAt: now })
    expect(await photosOf('job-1')).toEqual([])
  })

  it('has one effect on the server when the phone dies after sending and before the answer', async () => {
    await add(job(), [])
    await server.deliver(job())
    await put({ ...job(), state: 'sending' })
    await run()
    expect(server.effects).toEqual(['job-1'])
    expect(await allEntries()).toEqual([])
  })

  it('has one effect when the answer is lost and the job goes again', async () => {
    await add(job(), [])
    const { deliver } = server
    await drain(false, { send: async (entry) => (await deliver(entry), DOWN), now: () => now })
    expect(await allEntries()).toHaveLength(1)
    now += 3_600_000
    await run()
    expect(server.arrivals).toHaveLength(2)
    expect(server.effects).toEqual(['job-1'])
    expect(await allEntries()).toEqual([])
  })

  it('stops at a network that is away and says that something is left', async () => {
    await add(job({ id: 'a', subject: about('a') }), [])
    await add(job({ id: 'b', subject: about('b') }), [])
    server.answer = () => DOWN
    expect(await run()).toBe(false)
    expect(server.arrivals).toEqual(['a'])
  })

  it('does not sit out its delay when the network is back', async () => {
    await add(job(), [])
    server.answer = () => DOWN
    await run()
    server.answer = () => ACCEPTED
    await run()
    expect(server.arrivals).toHaveLength(1)
    await run(true)
    expect(server.effects).toEqual(['job-1'])
  })

  it('sends everything that waited for the network once one job got through', async () => {
    await add(job({ id: 'old', subject: about('a'), retryAt: now + 500_000, lastError: 'UNREACHABLE' }), [])
    await add(job({ id: 'new', subject: about('b') }), [])
    await run()
    expect(server.effects).toEqual(['new', 'old'])
  })

  it('keeps to the time the server asked for, hurry or not', async () => {
    await add(job({ retryAt: now + 500_000, lastError: 'BUSY' }), [])
    await run(true)
    expect(server.arrivals).toEqual([])
  })

  it('goes on with other things after a refusal, but not with the next step of the same thing', async () => {
    await add(job({ id: 'dispose', subject: about('case-1') }), [])
    await add(job({ id: 'recheck', subject: about('case-1') }), [])
    await add(job({ id: 'other', subject: about('case-2') }), [])
    server.answer = ({ id }) => (id === 'dispose' ? { kind: 'refused', code: 'EVIDENCE_REQUIRED' } : ACCEPTED)
    await run()
    expect(server.arrivals).toEqual(['dispose', 'other'])
    expect((await allEntries()).map(({ id, state }) => [id, state])).toEqual([
      ['dispose', 'refused'],
      ['recheck', 'queued'],
    ])
  })

  it('does not let a refused job hold up a new one on the same thing', async () => {
    await add(job({ id: 'refused', subject: about('case-1'), state: 'refused' }), [])
    await add(job({ id: 'again', subject: about('case-1') }), [])
    await run()
    expect(server.effects).toEqual(['again'])
  })

  it('never sends a refused job again by itself', async () => {
    await add(job(), [])
    server.answer = () => ({ kind: 'refused', code: 'CONFLICT' })
    await run()
    now += 86_400_000
    await run()
    expect(server.arrivals).toEqual(['job-1'])
  })

  it('sends nothing under another person’s name', async () => {
    await add(job({ userId: 'bob' }), [])
    await run()
    expect(server.arrivals).toEqual([])
    expect(await allEntries()).toHaveLength(1)
  })

  it('keeps jobs through an ended session and sends them after the sign-in', async () => {
    await add(job(), [])
    server.answer = () => ({ kind: 'unauthenticated' })
    await run()
    server.answer = () => ACCEPTED
    await run()
    expect(server.arrivals).toEqual(['job-1'])
    await wake(({ state }) => state === 'blocked')
    await run()
    expect(server.effects).toEqual(['job-1'])
  })

  it('tells the person about steps whose earlier step was thrown away', async () => {
    await add(job({ id: 'first', subject: about('case-1') }), [])
    await add(job({ id: 'second', subject: about('case-1') }), [])
    await discard('first')
    expect(await allEntries()).toMatchObject([{ id: 'second', state: 'refused', lastError: 'EARLIER_STEP_DISCARDED' }])
  })
})

describe('throwing away', () => {
  it('takes what waits with its photos, and leaves what is on its way', async () => {
    await add(job({ id: 'waits', attempts: 2 }), [])
    await add(job({ id: 'leaves', subject: about('other') }), [])
    await put({ ...job({ id: 'leaves', subject: about('other') }), state: 'sending' })

    expect(await discard('waits')).toBe(true)
    expect(await discard('leaves')).toBe(false)
    expect((await allEntries()).map(({ id }) => id)).toEqual(['leaves'])
  })
})

describe('a signature that its owner has to confirm', () => {
  beforeEach(async () => {
    server.answer = ({ operation }) => (operation === 'PassRecheck' && !isProven ? { kind: 'unproven' } : ACCEPTED)
    for (const id of ['first', 'second']) await add(job({ id, operation: 'PassRecheck', subject: about(id) }), [])
    await add(job({ id: 'report', operation: 'ReportHazard', subject: about('report') }), [])
    isProven = false
  })
  let isProven = false
  const states = async () => (await allEntries()).map(({ id, lastError }) => [id, lastError])

  it('waits with all the others for one question, holds nothing else up, and is not sent again before it was answered', async () => {
    await run(true)
    expect(server.effects).toEqual(['report'])
    expect((await allEntries()).every(isUnconfirmed)).toBe(true)
    const tries = server.arrivals.length
    now += 86_400_000
    await run(true)
    expect(server.arrivals).toHaveLength(tries)

    isProven = true
    await wake(isUnconfirmed)
    await run()
    expect(server.effects).toEqual(['report', 'first', 'second'])
    expect(await allEntries()).toEqual([])
  })

  it('is put off and asked for again, whatever was killed meanwhile', async () => {
    await run(true)
    await askToConfirm(false)
    expect(await states()).toEqual([
      ['first', STEP_UP_LATER],
      ['second', STEP_UP_LATER],
    ])
    // A page that starts anew finds them as they were, and leaves them alone.
    await run(true)
    expect(await states()).toHaveLength(2)

    await askToConfirm(true)
    expect(await states()).toEqual([
      ['first', STEP_UP],
      ['second', STEP_UP],
    ])
  })

  it('counts once although the page died after the answer and before it was noted', async () => {
    await run(true)
    isProven = true
    await wake(isUnconfirmed)
    server.answer = () => DOWN
    await run()
    server.answer = () => ACCEPTED
    await run(true)
    await run(true)
    expect(server.effects).toEqual(['report', 'first', 'second'])
  })
})
