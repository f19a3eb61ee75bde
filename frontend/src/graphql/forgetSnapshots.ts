import { withDatabase } from '@/shared/db'
import { PACK_CHECKED } from './snapshots'

/** What is known of the work pack, and when the lists were asked for with it, ms. */
export const PACK = 'pack'
export const PACK_LISTS = 'packListsAt'
/** What the service worker keeps of the site. */
const CACHES = ['photos', 'plans']

/** Forgets what was kept of the site on this phone: answers, photos, plans. Work that waits to be sent stays. */
export async function forgetSnapshots(): Promise<void> {
  await withDatabase(async (db) => {
    const tx = db.transaction(['snapshots', 'meta'], 'readwrite')
    const keys = [PACK, PACK_CHECKED, PACK_LISTS]
    await Promise.all([tx.done, tx.objectStore('snapshots').clear(), ...keys.map((key) => tx.objectStore('meta').delete(key))])
  })
  for (const name of CACHES) await globalThis.caches?.delete(name)
}
