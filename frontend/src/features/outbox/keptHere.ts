import { t } from '@/shared/i18n'
import { explain, toast } from '@/shared/toast'

/** Says that the phone is full: nothing was kept, and the form stays open with all that is in it. What else went wrong is a bug. */
export async function notKept(error: unknown): Promise<{ kind: 'refused'; code: string; id: null }> {
  if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error
  await explain(t('outbox.full'))
  return { kind: 'refused', code: 'STORAGE_FULL', id: null }
}

/** Says that what was signed waits for its owner, who has put the question off. */
export function notConfirmed(): void {
  toast(t('outbox.keptUnconfirmed'))
}
