import { openConnection, readMeta, withDatabase } from '@/shared/db'
import type { JobPhoto } from '@/shared/records'

/** Replaces photo bytes by nothing: a job keeps its photos beside it, twice would be too much for a small phone. */
export function withoutBytes(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return null
  if (Array.isArray(value)) return value.map(withoutBytes)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutBytes(item)]))
}

/** Puts the bytes back beside every `sha256` that has lost them. */
export function withBytes(value: unknown, photos: JobPhoto[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withBytes(item, photos))
  if (value === null || typeof value !== 'object') return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBytes(item, photos)]))
  const photo = photos.find(({ sha256 }) => sha256 === copy.sha256)
  return photo ? { ...copy, bytes: photo.bytes } : copy
}

export async function readDraft(key: string): Promise<unknown> {
  const draft = await withDatabase((db) => db.get('drafts', key))
  const userId = await readMeta<string>('userId')
  // On a shared tablet one person must not find another's half-written report.
  return draft && draft.userId === userId ? draft.value : undefined
}

export async function saveDraft(key: string, value: unknown): Promise<void> {
  const userId = (await readMeta<string>('userId')) ?? ''
  await withDatabase((db) => db.put('drafts', { key, userId, savedAt: Date.now(), value }))
}

/** Hands the draft to the database before it returns, as a page that goes away must. False without an open connection. */
export function saveDraftAtOnce(key: string, userId: string, value: unknown): boolean {
  const transaction = openConnection()?.transaction('drafts', 'readwrite')
  if (!transaction) return false
  const isSaved = transaction.store.put({ key, userId, savedAt: Date.now(), value })
  transaction.commit()
  void Promise.all([isSaved, transaction.done]).catch(() => undefined)
  return true
}

export async function removeDraft(key: string): Promise<void> {
  await withDatabase((db) => db.delete('drafts', key))
}
