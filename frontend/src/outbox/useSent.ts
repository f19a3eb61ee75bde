import { onScopeDispose, readonly, ref } from 'vue'
import { readMeta } from '@/shared/db'
import { isOpenTo, type SentRow } from '@/shared/records'
import { onOutboxChange, sentRows } from './store'

/** What has left this phone lately, and when the server answered last, ms: null where it never has, undefined until that is looked up. */
export function useSent() {
  const sent = ref<SentRow[]>([])
  const lastContact = ref<number | null>()

  const load = async (): Promise<void> => {
    const userId = await readMeta<string>('userId')
    sent.value = (await sentRows()).filter((row) => isOpenTo(userId, row))
    lastContact.value = (await readMeta<number>('lastContact')) ?? null
  }
  onScopeDispose(onOutboxChange(() => void load()))
  void load()
  return { sent: readonly(sent), lastContact: readonly(lastContact) }
}
