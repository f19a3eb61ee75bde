import { readMeta, writeMeta } from '@/shared/db'
import type { Entry, JobPhoto } from '@/shared/records'
import { send } from './send'
import { isDue, settle, type Outcome } from './settle'
import { allEntries, complete, photosOf, put } from './store'

export const LOCK = 'anhuan-outbox'

export interface DrainDeps {
  send: (entry: Entry, photos: JobPhoto[]) => Promise<Outcome>
  now: () => number
}

/**
 * Sends what is due, one job after the other, oldest first. One drain at a time over all tabs and the worker; a second
 * call waits for its turn and then finds what is left. Returns true when nothing that could be sent is left.
 */
export async function drain(deps: DrainDeps = { send, now: Date.now }): Promise<boolean> {
  return navigator.locks.request(LOCK, () => drainAlone(deps))
}

async function drainAlone({ send: deliver, now }: DrainDeps): Promise<boolean> {
  const tried = new Set<string>()
  for (;;) {
    const userId = await readMeta<string | null>('userId')
    const job = await nextJob(userId, now(), tried)
    if (!job) return (await waiting(userId)) === 0
    tried.add(job.id)
    await put({ ...job, state: 'sending' })
    const outcome = await deliver(job, await photosOf(job.id))
    const next = settle(job, outcome, now())
    if (next) await put(next)
    else if (outcome.kind === 'accepted') await complete(job, outcome.answer, now())
    if (outcome.kind === 'accepted' || outcome.kind === 'refused') await writeMeta('lastContact', now())
    if (outcome.kind === 'unreachable' || outcome.kind === 'unauthenticated') return false
  }
}

async function nextJob(userId: string | null | undefined, now: number, tried: ReadonlySet<string>): Promise<Entry | undefined> {
  const jobs = await allEntries()
  const pending = new Set(jobs.map(({ id }) => id))
  // Never under another person's name: a job waits until the one who made it is signed in again.
  return jobs.find((job) => job.userId === userId && !tried.has(job.id) && isDue(job, now, pending))
}

async function waiting(userId: string | null | undefined): Promise<number> {
  const jobs = await allEntries()
  return jobs.filter((job) => job.userId === userId && (job.state === 'queued' || job.state === 'sending')).length
}
