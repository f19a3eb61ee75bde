import { viewer } from '@/features/people/session'
import { momentWords, t, text } from '@/shared/i18n'

/** What the answer to an acknowledgement says of who was first. */
interface Acknowledged {
  acknowledgedAt?: string | null
  acknowledgedBy?: { id: string; name: { zh: string; en: string } } | null
}

/** "Already acknowledged by X at hh:mm" where this answer says that somebody else did what was asked for; else null. */
export function alreadyDone(answer: unknown): string | null {
  const { acknowledgeAlert, acknowledgeCase } = (answer ?? {}) as Record<string, Acknowledged | undefined>
  const { acknowledgedAt, acknowledgedBy } = acknowledgeAlert ?? acknowledgeCase ?? {}
  if (!acknowledgedBy || !acknowledgedAt || acknowledgedBy.id === viewer.value?.person.id) return null
  return t('outbox.alreadyAcknowledged', { name: text(acknowledgedBy.name), time: momentWords(acknowledgedAt) })
}
