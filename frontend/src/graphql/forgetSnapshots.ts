import { readMeta, withDatabase, writeMeta } from '@/shared/db'
import { PACK_CHECKED } from './snapshots'

/** What is known of the work pack, and when the lists were asked for with it, ms. */
export const PACK = 'pack'
export const PACK_LISTS = 'packListsAt'
/** Keys of reports without a name that were made on this phone. */
export const FOLLOW_KEYS = 'followKeys'
/** Whether people of a shift take this phone over by their PINs. */
const SHIFT_PHONE = 'isShiftPhone'
/** Who was signed in here last, also after they signed out. */
const LAST_PERSON = 'lastPersonId'
/** What the service worker keeps of the site. */
const CACHES = ['photos', 'plans']

/** From now on this is a phone of a shift: what is nobody's by name goes with whoever hands it over. */
export const noteShiftPhone = (): Promise<void> => writeMeta(SHIFT_PHONE, true)

/**
 * A report without a name belongs to the phone that sent it. It is forgotten where the phone goes to the next person: when a shift
 * signs out of its phone, and when somebody else signs in than the last time.
 */
export async function forgetFollowKeys(next: string | null): Promise<void> {
  const last = await readMeta<string>(LAST_PERSON)
  const isHandedOver = next === null ? await readMeta<boolean>(SHIFT_PHONE) : last !== undefined && last !== next
  if (isHandedOver) await writeMeta(FOLLOW_KEYS, [])
  if (next !== null) await writeMeta(LAST_PERSON, next)
}

/** Forgets what was kept of the site on this phone: answers, photos, plans. Work that waits to be sent stays. */
export async function forgetSnapshots(): Promise<void> {
  await withDatabase(async (db) => {
    const tx = db.transaction(['snapshots', 'meta'], 'readwrite')
    const keys = [PACK, PACK_CHECKED, PACK_LISTS]
    await Promise.all([tx.done, tx.objectStore('snapshots').clear(), ...keys.map((key) => tx.objectStore('meta').delete(key))])
  })
  for (const name of CACHES) await globalThis.caches?.delete(name)
}
