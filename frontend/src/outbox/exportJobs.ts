import { readMeta } from '@/shared/db'
import { isOpenTo } from '@/shared/records'
import { allEntries, photosOf } from './store'

/**
 * Everything of this person that waits, photos included, as one JSON text: the way out when a phone cannot send any more.
 * What others have left on a shared phone is theirs.
 */
export async function exportAll(): Promise<string> {
  const userId = await readMeta<string>('userId')
  const jobs = (await allEntries()).filter((job) => isOpenTo(userId, job))
  const full = await Promise.all(
    jobs.map(async (job) => ({
      ...job,
      madeAt: new Date(job.createdAt).toISOString(),
      madeAtByPlantClock: new Date(job.createdAt + (job.clockOffset ?? 0)).toISOString(),
      photos: (await photosOf(job.id)).map(({ sha256, type, bytes }) => ({ sha256, type, base64: toBase64(bytes) })),
    })),
  )
  return JSON.stringify({ exportedAt: new Date().toISOString(), jobs: full }, null, 2)
}

function toBase64(bytes: ArrayBuffer): string {
  let binary = ''
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
