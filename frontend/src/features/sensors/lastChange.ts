import type { Last } from '@/features/nouns'
import { membership } from '@/features/people/session'
import { ask } from '@/graphql/client'
import { LastOfSource, SiteAdvice } from '@/graphql/generated/operations'
import { t, text } from '@/shared/i18n'

/** Who took a source out of service, and why. */
export async function lastOfSource(id: string): Promise<Last | null> {
  const found = (await ask(LastOfSource, { id })).data?.sensor?.outOfService
  if (!found?.person) return null
  return { at: found.since, what: `${t('SensorState.OUT_OF_SERVICE')} · ${found.reason}`, person: found.person }
}

/** Who wrote advice of the site's own, and what it says. */
export async function lastOfAdvice(id: string): Promise<Last | null> {
  const found = (await ask(SiteAdvice, { siteId: membership.value?.site.id ?? '' })).data?.siteAdvice.find((each) => each.id === id)
  if (!found?.changedAt || !found.changedBy) return null
  return { at: found.changedAt, what: found.own.map(text).join(' / '), person: found.changedBy }
}
