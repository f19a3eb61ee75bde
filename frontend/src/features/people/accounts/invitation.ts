import { t } from '@/shared/i18n'

interface Bilingual {
  zh: string
  en: string
}

/** What the server says of an open invitation. */
export interface Invited {
  name: Bilingual
  username: string
  sites: Bilingual[]
  department: Bilingual | null
  post: Bilingual | null
  invitedBy: Bilingual | null
  isReset: boolean
  expiresAt: string
}

const HOUR = 3_600_000

/** How long something still stands, in days, or in hours on the last day. */
export function timeLeft(expiresAt: string, now = Date.now()): string {
  const hours = Math.max(1, Math.floor((Date.parse(expiresAt) - now) / HOUR))
  return hours >= 24 ? t('invite.daysLeft', { n: Math.ceil(hours / 24) }) : t('invite.hoursLeft', { n: hours })
}
