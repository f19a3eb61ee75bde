import { readMeta, withDatabase } from '@/shared/db'
import { plain } from '@/shared/plain'

export interface Snapshot<T> {
  savedAt: number
  data: T
}

/** When the server said last that what came with the work pack is as it was, ms: so old are its answers. */
export const PACK_CHECKED = 'packCheckedAt'

/** The key under which an answer is kept: per person, operation and variables. */
export function keyOf(userId: string, name: string, variables: unknown): string {
  return `${userId}|${name}|${JSON.stringify(variables ?? {})}`
}

export async function snapshotKey(name: string, variables: unknown): Promise<string> {
  return keyOf((await readMeta<string>('userId')) ?? '', name, variables)
}

export async function readSnapshot<T>(key: string): Promise<Snapshot<T> | undefined> {
  return withDatabase(async (db) => {
    const found = await db.get('snapshots', key)
    const checkedAt = found?.isPacked ? ((await db.get('meta', PACK_CHECKED)) as number | undefined) : undefined
    return found && { data: found.data as T, savedAt: Math.max(found.savedAt, checkedAt ?? 0) }
  })
}

export async function writeSnapshot(key: string, data: unknown): Promise<void> {
  // A full disk must not break the page: the snapshot is a convenience, the answer is on the screen.
  await withDatabase(async (db) => {
    const tx = db.transaction('snapshots', 'readwrite')
    // It stays in the pack, whose mark says whether it is still true.
    const isPacked = (await tx.store.get(key))?.isPacked ?? false
    await tx.store.put({ key, savedAt: Date.now(), data: plain(data), isPacked })
    await tx.done
  }).catch(() => undefined)
}
