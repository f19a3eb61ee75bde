import { readMeta, withDatabase } from '@/shared/db'
import { plain } from '@/shared/plain'

interface Snapshot<T> {
  savedAt: number
  data: T
}

/** The key under which an answer is kept: per person, operation and variables. */
export async function snapshotKey(name: string, variables: unknown): Promise<string> {
  return `${(await readMeta<string>('userId')) ?? ''}|${name}|${JSON.stringify(variables ?? {})}`
}

export async function readSnapshot<T>(key: string): Promise<Snapshot<T> | undefined> {
  return withDatabase(async (db) => (await db.get('snapshots', key)) as (Snapshot<T> & { key: string }) | undefined)
}

export async function writeSnapshot(key: string, data: unknown): Promise<void> {
  // A full disk must not break the page: the snapshot is a convenience, the answer is on the screen.
  await withDatabase((db) => db.put('snapshots', { key, savedAt: Date.now(), data: plain(data) })).catch(() => undefined)
}

export async function forgetSnapshots(): Promise<void> {
  await withDatabase((db) => db.clear('snapshots'))
}
