import { computed, onScopeDispose, readonly, ref } from 'vue'
import { readMeta } from '@/shared/db'
import { isOpenTo, type Entry, type SentRow } from '@/shared/records'
import { reopen } from './reopen'
import { allEntries, discard, onOutboxChange, photosOf, sentRows, wake } from './store'
import { wakeUp } from './wakeup'

/** The outbox as a screen sees it: this person's jobs and anonymous ones, the sent log, and what can be done about them. */
export function useOutbox() {
  const entries = ref<Entry[]>([])
  const sent = ref<SentRow[]>([])
  const lastContact = ref<number | null>(null)

  const load = async (): Promise<void> => {
    const userId = await readMeta<string>('userId')
    entries.value = (await allEntries()).filter((job) => isOpenTo(userId, job))
    sent.value = (await sentRows()).filter((row) => isOpenTo(userId, row))
    lastContact.value = (await readMeta<number>('lastContact')) ?? null
  }
  onScopeDispose(onOutboxChange(() => void load()))
  void load()

  return {
    entries: readonly(entries),
    sent: readonly(sent),
    lastContact: readonly(lastContact),
    waiting: computed(() => entries.value.length),
    problems: computed(() => entries.value.filter(({ state }) => state === 'refused').length),
    sendNow,
    retry,
    discard,
    reopen,
    exportAll,
  }
}

async function sendNow(): Promise<void> {
  await wake(({ state }) => state === 'queued' || state === 'blocked')
  wakeUp()
}

async function retry(id: string): Promise<void> {
  await wake((job) => job.id === id)
  wakeUp()
}

/** Everything that waits, photos included, as one JSON text: the way out when a phone cannot send any more. */
async function exportAll(): Promise<string> {
  const jobs = await allEntries()
  const full = await Promise.all(
    jobs.map(async (job) => ({
      ...job,
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
