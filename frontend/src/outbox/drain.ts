import { readMeta, writeMeta } from '@/shared/db'
import { PAGE_BROKEN } from '@/shared/ownErrors'
import { isOpenTo, type Entry, type JobPhoto } from '@/shared/records'
import { send } from './send'
import { applyOutcome, isDue, type Outcome } from './applyOutcome'
import { allEntries, complete, photosOf, put } from './store'

export const LOCK = 'anhuan-outbox'

interface DrainDeps {
  send: (entry: Entry, photos: JobPhoto[]) => Promise<Outcome>
  now: () => number
}
const REAL: DrainDeps = { send, now: Date.now }

/**
 * Sends what is due, one job after the other, oldest first. One drain at a time over all tabs and the worker; a second
 * call waits for its turn and then finds what is left. `isHurried`: the network seems to be back, do not sit out delays.
 * Returns true when nothing that could be sent is left; throws the first error of our own once the others had their turn.
 */
export async function drain(isHurried: boolean, deps: DrainDeps = REAL): Promise<boolean> {
  const errors: unknown[] = []
  const isEmpty = await navigator.locks.request(LOCK, () => drainAlone(isHurried, deps, errors))
  // Whoever watches errors hears of it.
  if (errors.length > 0) throw errors[0]
  return isEmpty
}

async function drainAlone(isHurried: boolean, { send: deliver, now }: DrainDeps, errors: unknown[]): Promise<boolean> {
  const tried = new Set<string>()
  let seemsOnline = isHurried
  for (;;) {
    const userId = await readMeta<string | null>('userId')
    const job = await nextJob(userId, tried, (entry, pending) => isDue(entry, now(), pending, seemsOnline))
    if (!job) return (await waiting(userId)) === 0
    tried.add(job.id)
    await put({ ...job, state: 'sending' })
    const outcome = await deliver(job, await photosOf(job.id)).catch((error: unknown): Outcome => {
      // An error of our own is no lost network: this one job is kept under its own name.
      errors.push(error)
      return { kind: 'failed', code: PAGE_BROKEN }
    })
    const next = applyOutcome(job, outcome, now())
    if (next) await put(next)
    else if (outcome.kind === 'accepted') await complete(job, outcome.answer, now())
    if (outcome.kind === 'unreachable' || outcome.kind === 'unauthenticated') return false
    if (outcome.kind === 'failed' && outcome.code === PAGE_BROKEN) continue
    // The server answered: what waited for the network need not wait longer.
    seemsOnline = true
    await writeMeta('lastContact', now())
  }
}

type Due = (entry: Entry, pending: ReadonlySet<string>) => boolean

async function nextJob(userId: string | null | undefined, tried: ReadonlySet<string>, due: Due): Promise<Entry | undefined> {
  const jobs = await allEntries()
  const pending = new Set(jobs.map(({ id }) => id))
  // Never under another person's name: a job waits until the one who made it is signed in again. Anonymous jobs need no sign-in.
  return jobs.find((job) => isOpenTo(userId, job) && !tried.has(job.id) && due(job, pending))
}

async function waiting(userId: string | null | undefined): Promise<number> {
  const jobs = await allEntries()
  return jobs.filter((job) => isOpenTo(userId, job) && (job.state === 'queued' || job.state === 'sending')).length
}
