import { PACK } from '@/graphql/forgetSnapshots'
import { keyOf, PACK_CHECKED } from '@/graphql/snapshots'
import { readMeta, withDatabase } from '@/shared/db'
import { plain } from '@/shared/plain'

/** What of the work pack lies on this phone: the mark of each object, and the answers that were kept with it. */
export interface Packed {
  userId: string
  /** Of the documents that it was asked with: another app asks for other fields. */
  shape: string
  marks: Record<string, string[]>
}

/** An answer as a page will ask for it. */
export interface PackedAnswer {
  name: string
  variables: unknown
  data: unknown
}

export interface PackedPage {
  mark: string
  answers: PackedAnswer[]
}

/** Bytes of everything that is kept of the site, photos apart; UTF-16, as browsers store it. */
export const LIMIT = 20_000_000

/** Another person has signed in while it came. */
export class OtherPerson extends Error {}

export async function readPacked(userId: string, shape: string): Promise<Packed> {
  const found = await readMeta<Packed>(PACK)
  return found?.userId === userId && found.shape === shape ? found : { userId, shape, marks: {} }
}

/** Keeps pages and what is known about them, both or neither; returns the pack with them. */
export async function keepPages(packed: Packed, pages: PackedPage[]): Promise<Packed> {
  const marks = { ...packed.marks }
  const rows = pages.flatMap(({ mark, answers }) =>
    answers.map(({ name, variables, data }) => {
      const key = keyOf(packed.userId, name, variables)
      marks[mark] = [...(marks[mark] ?? []), key]
      return { key, savedAt: Date.now(), data: plain(data), isPacked: true }
    }),
  )
  const next = { ...packed, marks }
  await withDatabase(async (db) => {
    const tx = db.transaction(['snapshots', 'meta'], 'readwrite')
    try {
      if ((await tx.objectStore('meta').get('userId')) !== packed.userId) throw new OtherPerson()
      for (const row of rows) await tx.objectStore('snapshots').put(row)
      await tx.objectStore('meta').put(next, PACK)
    } catch (error) {
      // After a failed request, as on a full disk, the browser has done so already.
      if (!(error instanceof DOMException && error.name !== 'DataCloneError')) tx.abort()
      await tx.done.catch(() => undefined)
      throw error
    }
    await tx.done
  })
  return next
}

/** Notes that the server has just named these marks: what has another one is no part of the pack any more. */
export async function noteChecked(packed: Packed, marks: readonly string[], at: number): Promise<Packed> {
  const kept = Object.fromEntries(Object.entries(packed.marks).filter(([mark]) => marks.includes(mark)))
  const keys = new Set(Object.values(kept).flat())
  const gone = Object.values(packed.marks)
    .flat()
    .filter((key) => !keys.has(key))
  const next = { ...packed, marks: kept }
  await withDatabase(async (db) => {
    const tx = db.transaction(['snapshots', 'meta'], 'readwrite')
    const [snapshots, meta] = [tx.objectStore('snapshots'), tx.objectStore('meta')]
    if ((await meta.get('userId')) === packed.userId) {
      for (const key of gone) {
        const row = await snapshots.get(key)
        if (row) await snapshots.put({ ...row, isPacked: false })
      }
      await meta.put(next, PACK)
      await meta.put(at, PACK_CHECKED)
    }
    await tx.done
  })
  return next
}

/** Throws away what is least needed until the rest fits: what was only looked at, the oldest first, then the end of the pack. */
export async function trim(packed: Packed, marks: readonly string[], limit = LIMIT): Promise<Packed> {
  const rank = new Map(marks.flatMap((mark, place) => (packed.marks[mark] ?? []).map((key) => [key, place] as const)))
  const sizes: { key: string; bytes: number; order: number }[] = []
  await withDatabase(async (db) => {
    for (let cursor = await db.transaction('snapshots').store.openCursor(); cursor; cursor = await cursor.continue()) {
      const { key, savedAt, data } = cursor.value
      const place = rank.get(key)
      // Ascending: what stays longest. Of what is not in the pack the newest.
      sizes.push({ key, bytes: 2 * (key.length + JSON.stringify(data).length), order: place ?? marks.length + Date.now() - savedAt })
    }
  })
  sizes.sort((a, b) => a.order - b.order)
  let sum = 0
  const gone = new Set(sizes.filter(({ bytes }) => (sum += bytes) > limit).map(({ key }) => key))
  if (gone.size === 0) return packed
  const kept = Object.fromEntries(Object.entries(packed.marks).filter(([, keys]) => !keys.some((key) => gone.has(key))))
  const next = { ...packed, marks: kept }
  await withDatabase(async (db) => {
    const tx = db.transaction(['snapshots', 'meta'], 'readwrite')
    for (const key of gone) await tx.objectStore('snapshots').delete(key)
    await tx.objectStore('meta').put(next, PACK)
    await tx.done
  })
  return next
}
