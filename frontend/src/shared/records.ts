/** What lies in the phone's database. `v` is the shape's version: a phone may come back after weeks with old jobs. */

export type EntryState = 'queued' | 'sending' | 'refused' | 'blocked'

/** What a job is about; jobs on the same thing leave in order. */
export interface Subject {
  kind: 'alert' | 'case' | 'hazard' | 'settings' | 'supervision'
  id: string
  title: string
  /** Where the thing is shown in the app. */
  route: string
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
  /** What the form held, so that a refused job can be opened again; null where there was no form. */
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
  /** Sent without a sign-in, by the pass of a site: who made it is known on this phone only. */
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
