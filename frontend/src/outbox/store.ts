import { withDatabase } from '@/shared/db'
import type { Entry, JobPhoto, SentRow } from '@/shared/records'
import { isUnconfirmed, STEP_UP, STEP_UP_LATER } from './applyOutcome'

/** The sent log is for people who ask "did it leave?"; older rows are on the server anyway. */
const SENT_KEPT = 100

const channel = new BroadcastChannel('anhuan-outbox')
const listeners = new Set<() => void>()
channel.addEventListener('message', () => emit())

function emit(): void {
  for (const listener of listeners) listener()
}

/** Says that something was changed, here and in other tabs. */
export function announce(): void {
  emit()
  channel.postMessage('changed')
}

/** Calls back after every change, also one made by another tab or the worker. */
export function onOutboxChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export async function allEntries(): Promise<Entry[]> {
  return withDatabase((db) => db.getAllFromIndex('jobs', 'sequence'))
}

export async function sentRows(limit = SENT_KEPT): Promise<SentRow[]> {
  return withDatabase(async (db) => (await db.getAllFromIndex('sent', 'sentAt')).reverse().slice(0, limit))
}

export async function sentRow(id: string): Promise<SentRow | undefined> {
  return withDatabase((db) => db.get('sent', id))
}

export async function entry(id: string): Promise<Entry | undefined> {
  return withDatabase((db) => db.get('jobs', id))
}

export async function photosOf(jobId: string): Promise<JobPhoto[]> {
  return withDatabase((db) => db.getAllFromIndex('photos', 'jobId', jobId))
}

/** Writes a job with its photos and gives it its place in the line, behind the last job on the same subject. */
export async function add(job: Omit<Entry, 'sequence' | 'dependsOn'>, photos: JobPhoto[]): Promise<Entry> {
  const added = await withDatabase(async (db) => {
    const tx = db.transaction(['jobs', 'photos', 'meta', 'drafts'], 'readwrite')
    const waiting = await tx.objectStore('jobs').index('sequence').getAll()
    const before = waiting.filter((earlier) => earlier.userId === job.userId && isStepBefore(earlier, job.subject)).at(-1)
    const sequence = (((await tx.objectStore('meta').get('sequence')) as number | undefined) ?? 0) + 1
    const full: Entry = { ...job, sequence, dependsOn: before?.id ?? null }
    await tx.objectStore('meta').put(sequence, 'sequence')
    await tx.objectStore('jobs').add(full)
    for (const photo of photos) await tx.objectStore('photos').put(photo)
    if (job.draft) await tx.objectStore('drafts').delete(job.draft.key)
    await tx.done
    return full
  })
  announce()
  return added
}

/** A refused job is no step: the person has most likely just done it again in another way. */
function isStepBefore(earlier: Entry, subject: Entry['subject']): boolean {
  return earlier.state !== 'refused' && earlier.subject.kind === subject.kind && earlier.subject.id === subject.id
}

export async function put(changed: Entry): Promise<void> {
  await withDatabase((db) => db.put('jobs', changed))
  announce()
}

/** Takes a delivered job out and writes the answer into the sent log, both or neither. */
export async function complete(done: Entry, answer: unknown, now: number): Promise<void> {
  await withDatabase(async (db) => {
    const tx = db.transaction(['jobs', 'photos', 'sent'], 'readwrite')
    const { id, userId, operation, subject, createdAt } = done
    await tx.objectStore('sent').put({ id, userId, operation, subject, createdAt, sentAt: now, answer })
    await tx.objectStore('jobs').delete(id)
    for (const key of photoKeys(done)) await tx.objectStore('photos').delete(key)
    const rows = await tx.objectStore('sent').index('sentAt').getAllKeys()
    for (const key of rows.slice(0, -SENT_KEPT)) await tx.objectStore('sent').delete(key)
    await tx.done
  })
  announce()
}

export function photoKeys({ id, photoHashes }: Entry): [string, string][] {
  return photoHashes.map((sha256) => [id, sha256])
}

/** Asks the person now to confirm that it is them, for all jobs that wait for it; or not now. */
export async function askToConfirm(isNow: boolean): Promise<void> {
  await withDatabase(async (db) => {
    const tx = db.transaction('jobs', 'readwrite')
    for (const job of await tx.store.getAll()) {
      if (isUnconfirmed(job)) await tx.store.put({ ...job, lastError: isNow ? STEP_UP : STEP_UP_LATER })
    }
    await tx.done
  })
  announce()
}

/** Makes waiting jobs due now: after a sign-in the blocked ones, on "send now" all that wait, on "retry" one refused. */
export async function wake(select: (job: Entry) => boolean): Promise<void> {
  await withDatabase(async (db) => {
    const tx = db.transaction('jobs', 'readwrite')
    for (const job of await tx.store.getAll()) {
      if (select(job)) await tx.store.put({ ...job, state: 'queued', retryAt: 0 })
    }
    await tx.done
  })
  announce()
}
