import { computed, onScopeDispose, readonly, ref } from 'vue'
import { readMeta } from '@/shared/db'
import { isOpenTo, type Entry } from '@/shared/records'
import { allEntries, onOutboxChange } from './store'

/** What waits on this phone, as a screen sees it: this person's jobs and anonymous ones, and how many are of others. `isKnown`: it was looked up. */
export function useOutbox() {
  const all = ref<Entry[]>([])
  const userId = ref<string | null>()
  const isKnown = ref(false)

  const load = async (): Promise<void> => {
    userId.value = await readMeta<string>('userId')
    all.value = await allEntries()
    isKnown.value = true
  }
  onScopeDispose(onOutboxChange(() => void load()))
  void load()

  const entries = computed(() => all.value.filter((job) => isOpenTo(userId.value, job)))
  return {
    isKnown: readonly(isKnown),
    entries: readonly(entries),
    waiting: computed(() => entries.value.length),
    ofOthers: computed(() => all.value.length - entries.value.length),
  }
}
