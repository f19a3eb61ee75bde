/** What lies in the phone's database. `v` is the shape's version: a phone may come back after weeks with old jobs. */

export type EntryState = 'queued' | 'sending' | 'refused' | 'blocked'

/** How many matters wait as the app counted them last: the worker, which asks no server, adds what came since. */
export const WAITING_COUNT = 'waitingCount'

/** What a job is about; jobs on the same thing leave in order. */
export interface Subject {
  /** Its noun, such as `case`. */
  kind: string
  id: string
  title: string
  /** Where the thing is shown in the app. */
  route: string
}

/** User id of anonymous jobs: a phone is shared, and neither its outbox nor its sent log may reveal who reported. */
export const ANONYMOUS = ''

/** Whether this person (null: not signed in) may see this row, and it may be sent now. */
export function isOpenTo(userId: string | null | undefined, row: { userId: string }): boolean {
  return row.userId === ANONYMOUS || row.userId === userId
}

/** One mutation that still has to leave. Frozen once submitted: the same id always means the same content. */
export interface Entry {
  v: 1
  /** The operation id: made when the user taps, sent with the mutation, answered once. */
  id: string
  userId: string
  operation: string
  hash: string
  variables: unknown
  photoHashes: string[]
  subject: Subject
  /** Content of the form, so that a refused job can be opened again; null where there was no form. */
  draft: { key: string; value: unknown } | null
  createdAt: number
  timeZone: string
  deviceId: string
  sequence: number
  state: EntryState
  attempts: number
  retryAt: number
  lastError: string | null
  dependsOn: string | null
  /** What the clock of the phone lacked then, as far as it was known, ms: `createdAt` is by that clock. */
  clockOffset?: number
  /** Sent without a sign-in, by the pass of a site; its `userId` is ANONYMOUS. */
  sitePass?: string
}

export interface JobPhoto {
  jobId: string
  sha256: string
  bytes: ArrayBuffer
  type: string
}

export interface SentRow {
  id: string
  userId: string
  operation: string
  subject: Subject
  createdAt: number
  sentAt: number
  answer: unknown
}

export interface Draft {
  key: string
  userId: string
  savedAt: number
  value: unknown
}
