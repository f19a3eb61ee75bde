import { readMeta } from '@/shared/db'
import { deviceId } from '@/shared/device'
import type { Operation } from '@/shared/operation'
import { plain } from '@/shared/plain'
import { ANONYMOUS, type Entry, type Subject } from '@/shared/records'

/** What a form gives for a mutation: its input without the operation id, which is made here. */
export type InputOf<Variables> = Variables extends { input: infer Input } ? Omit<Input, 'operationId'> : never

interface PhotoBytes {
  sha256: string
  bytes: ArrayBuffer
  type: string
}

export interface SubmitOptions {
  about: Subject
  photos?: PhotoBytes[]
  /** The form's draft, kept with the job so that a refused one can be edited. */
  draft?: { key: string; value: unknown }
  /** Send it without a sign-in. */
  sitePass?: string
}

/** The job of a mutation, ready to be written down. `id`: its operation id; the same one is the same operation. */
export async function jobOf<Result, Variables>(
  operation: Operation<Result, Variables>,
  input: InputOf<Variables>,
  { about, photos = [], draft, sitePass }: SubmitOptions,
  { userId, id }: { userId: string; id: string },
): Promise<Omit<Entry, 'sequence' | 'dependsOn'>> {
  return {
    v: 1,
    id,
    userId: sitePass ? ANONYMOUS : userId,
    operation: operation.name,
    hash: operation.hash,
    variables: { input: { ...(plain(input) as object), operationId: id } },
    photoHashes: photos.map(({ sha256 }) => sha256),
    subject: plain(about),
    draft: draft ? { key: draft.key, value: withoutBytes(plain(draft.value)) } : null,
    createdAt: Date.now(),
    clockOffset: (await readMeta<number>('clockOffset')) ?? 0,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    deviceId: await deviceId(),
    state: 'queued',
    attempts: 0,
    retryAt: 0,
    lastError: null,
    ...(sitePass ? { sitePass } : {}),
  }
}

/** Replaces photo bytes by nothing: a job keeps its photos beside it, twice would be too much for a small phone. */
export function withoutBytes(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return null
  if (Array.isArray(value)) return value.map(withoutBytes)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutBytes(item)]))
}
