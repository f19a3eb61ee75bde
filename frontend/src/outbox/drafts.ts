import { readMeta, withDatabase } from '@/shared/db'
import type { JobPhoto } from '@/shared/records'

/** Puts the bytes back beside every `sha256` that has lost them. */
export function withBytes(value: unknown, photos: JobPhoto[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withBytes(item, photos))
  if (value === null || typeof value !== 'object') return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBytes(item, photos)]))
  const photo = photos.find(({ sha256 }) => sha256 === copy.sha256)
  return photo ? { ...copy, bytes: photo.bytes } : copy
}

const LAST_WORDS = 'anhuan.draft'

interface LastWords {
  key: string
  userId: string
  savedAt: number
  value: Record<string, unknown>
}

/** What was saved under this key, with what was typed in the last moment of its page. */
export async function readDraft(key: string): Promise<unknown> {
  const draft = await withDatabase((db) => db.get('drafts', key))
  const userId = await readMeta<string>('userId')
  // On a shared tablet one person must not find another's half-written report.
  const saved = draft?.userId === userId ? draft : undefined
  const last = lastWords(key)
  if (!last || last.userId !== userId || last.savedAt < (saved?.savedAt ?? 0)) return saved?.value
  const whole = { ...(saved?.value as object | undefined), ...last.value }
  await saveDraft(key, whole)
  return whole
}

export async function saveDraft(key: string, value: unknown): Promise<void> {
  const userId = (await readMeta<string>('userId')) ?? ''
  await withDatabase((db) => db.put('drafts', { key, userId, savedAt: Date.now(), value }))
  forgetLastWords(key)
}

/**
 * Keeps a form in the last moment of its page, in which the database does not answer any more. What holds photos is
 * left out: that was saved when they were taken.
 */
export function saveLastWords(key: string, userId: string, value: object): void {
  const words = Object.fromEntries(Object.entries(value).filter(([, item]) => !hasBytes(item)))
  try {
    localStorage.setItem(LAST_WORDS, JSON.stringify({ key, userId, savedAt: Date.now(), value: words } satisfies LastWords))
  } catch {
    // Full as well; that nothing is kept was said before.
  }
}

export async function removeDraft(key: string): Promise<void> {
  forgetLastWords(key)
  await withDatabase((db) => db.delete('drafts', key))
}

function lastWords(key: string): LastWords | undefined {
  const last = JSON.parse(localStorage.getItem(LAST_WORDS) ?? 'null') as LastWords | null
  return last?.key === key ? last : undefined
}

function forgetLastWords(key: string): void {
  if (lastWords(key)) localStorage.removeItem(LAST_WORDS)
}

function hasBytes(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  return value instanceof ArrayBuffer || value instanceof Blob || Object.values(value).some(hasBytes)
}
