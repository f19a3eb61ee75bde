import { withDatabase } from '@/shared/db'
import { announce, photoKeys } from './store'

/**
 * Throws a job away that has not left; what was waiting for it can no longer leave and is shown to the person.
 * Returns false where it is on its way at this moment.
 */
export async function discard(id: string): Promise<boolean> {
  const isGone = await withDatabase(async (db) => {
    const tx = db.transaction(['jobs', 'photos'], 'readwrite')
    const gone = await tx.objectStore('jobs').get(id)
    if (gone?.state === 'sending') return false
    await tx.objectStore('jobs').delete(id)
    for (const key of gone ? photoKeys(gone) : []) await tx.objectStore('photos').delete(key)
    for (const job of await tx.objectStore('jobs').getAll()) {
      if (job.dependsOn !== id) continue
      await tx.objectStore('jobs').put({ ...job, dependsOn: null, state: 'refused', lastError: 'EARLIER_STEP_DISCARDED' })
    }
    await tx.done
    return true
  })
  announce()
  return isGone
}
