import { saveDraft, withBytes } from './drafts'
import { discard } from './discard'
import { entry, photosOf } from './store'

/** Opens a refused job again: what its form held becomes a draft, the job goes; the next submit gets a new id. */
export async function reopen(id: string): Promise<void> {
  const job = await entry(id)
  if (!job) return
  if (job.draft) await saveDraft(job.draft.key, withBytes(job.draft.value, await photosOf(id)))
  await discard(id)
}
