import { ref } from 'vue'
import type { SuggestionState } from '@/graphql/generated/enums'
import { readMeta, writeMeta } from '@/shared/db'

/** In which state the person last looked at each suggestion of theirs; kept on this phone, the newest few. */
const STORED = 'suggestions-seen'
const KEPT = 200
type Seen = Record<string, SuggestionState>

interface Mine {
  id: string
  state: SuggestionState
  isMine: boolean
}

const seen = ref<Seen>({})
void readMeta<Seen>(STORED).then((found) => (seen.value = { ...found, ...seen.value }))

/** Whether it was answered or carried out since its author last opened the list. */
export function isNews({ id, state, isMine }: Mine): boolean {
  return isMine && state !== 'SUBMITTED' && seen.value[id] !== state
}

/** Its author has looked at it as it stands now. */
export async function markSeen(looked: Mine): Promise<void> {
  if (!isNews(looked)) return
  const kept = Object.entries(seen.value).filter(([id]) => id !== looked.id)
  seen.value = Object.fromEntries([...kept.slice(1 - KEPT), [looked.id, looked.state]])
  await writeMeta(STORED, { ...seen.value })
}
