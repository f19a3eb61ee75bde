import { followWaiting, forgetLost, lostOf } from '@/outbox/lostWork'
import { momentWords, t } from '@/shared/i18n'
import { explain } from '@/shared/toast'

/** Says once, honestly, what this browser has thrown away, and keeps watch from then on. Returns the function that ends it. */
export function sayLostWork(userId: string): () => void {
  void say(userId)
  return followWaiting()
}

async function say(userId: string): Promise<void> {
  const lost = await lostOf(userId)
  if (!lost) return
  await explain(t('outbox.lostWhatToDo'), t('outbox.lost', { n: lost.count, time: momentWords(lost.since) }))
  await forgetLost(userId)
}
