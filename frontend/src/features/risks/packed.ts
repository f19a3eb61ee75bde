import { PACK_CHECKED, type Snapshot } from '@/graphql/snapshots'
import { readMeta, withDatabase } from '@/shared/db'

/** Every answer to this operation that came with the work pack of this person and is part of it still. */
export async function packedAnswers<T>(name: string): Promise<Snapshot<T>[]> {
  const first = `${(await readMeta<string>('userId')) ?? ''}|${name}|`
  return withDatabase(async (db) => {
    const checkedAt = ((await db.get('meta', PACK_CHECKED)) as number | undefined) ?? 0
    const found = await db.getAll('snapshots', IDBKeyRange.bound(first, `${first}\uffff`))
    return found.filter(({ isPacked }) => isPacked).map(({ data, savedAt }) => ({ data: data as T, savedAt: Math.max(savedAt, checkedAt) }))
  })
}
