import { nextTick, onScopeDispose, ref, watch, type Ref } from 'vue'
import { readMeta } from '@/shared/db'
import { t } from '@/shared/i18n'
import { plain } from '@/shared/plain'
import { explain } from '@/shared/toast'
import { readDraft, removeDraft, saveDraft, saveLastWords } from './drafts'

const PAUSE = 200

export interface DraftHandle<T> {
  value: Ref<T>
  /** True once an earlier draft has been looked for (and put into `value` if there was one). */
  isReady: Ref<boolean>
  isRestored: Ref<boolean>
  /** Writes now, or says that the phone is full; await it before the camera opens, because a cheap phone may kill the page. */
  flush: () => Promise<void>
  /** Forgets the draft and stops saving: the form was submitted or given up. */
  clear: () => Promise<void>
}

/** Calls this when the page goes: a reload fires only the one, a phone that changes to another app often only the other. */
function whenPageGoes(act: () => void): () => void {
  window.addEventListener('pagehide', act)
  document.addEventListener('visibilitychange', act)
  return () => {
    window.removeEventListener('pagehide', act)
    document.removeEventListener('visibilitychange', act)
  }
}

/** A form's content that survives the page: saved to the phone on every change under `key`, restored on return. */
export function useDraft<T extends object>(key: string, initial: () => T): DraftHandle<T> {
  const value = ref(initial()) as Ref<T>
  const isReady = ref(false)
  const isRestored = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDirty = false
  /** Saves that are not done: a page that goes takes them with it. */
  let saving = 0
  let isFull = false
  let userId = ''

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    if (!isDirty) return
    isDirty = false
    saving += 1
    try {
      await saveDraft(key, plain(value.value))
      isFull = false
    } catch (error) {
      isDirty = true
      if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error
      // Said once, not with every letter.
      if (!isFull) void explain(t('draft.full'))
      isFull = true
    } finally {
      saving -= 1
    }
  }
  const onEdit = (): void => {
    if (!isReady.value) return
    isDirty = true
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), PAUSE)
  }
  const stopWatching = watch(value, onEdit, { deep: true })
  const clear = async (): Promise<void> => {
    stopWatching()
    stopListening()
    clearTimeout(timer)
    isDirty = false
    await removeDraft(key)
  }
  const stopListening = whenPageGoes(() => {
    if (!isDirty && saving === 0) return
    saveLastWords(key, userId, plain(value.value))
    void flush()
  })
  onScopeDispose(() => {
    stopListening()
    void flush()
  })

  void readDraft(key).then(async (found) => {
    userId = (await readMeta<string>('userId')) ?? ''
    if (found) {
      value.value = { ...value.value, ...(found as T) }
      isRestored.value = true
    }
    await nextTick()
    isReady.value = true
  })
  return { value, isReady, isRestored, flush, clear }
}
