import type { Last } from '@/features/nouns'
import { membership } from '@/features/people/session'
import { ask } from '@/graphql/client'
import { SiteModules, SiteSettings } from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'
import { changeWords } from './settings/site'

/** Who switched a module, and why. */
export async function lastOfModule(id: string): Promise<Last | null> {
  const found = (await ask(SiteModules, { siteId: membership.value?.site.id ?? '' })).data?.siteModules.find((each) => each.id === id)
  if (!found?.changedAt || !found.changedBy) return null
  return { at: found.changedAt, what: `${t(found.isOn ? 'modules.on' : 'modules.off')} ${found.reason}`.trim(), person: found.changedBy }
}

/** Who changed the settings of a site, and which. */
export async function lastOfSite(siteId: string): Promise<Last | null> {
  const found = (await ask(SiteSettings, { siteId })).data?.siteSettings
  return found?.changedAt && found.changedBy ? { at: found.changedAt, what: changeWords(found.changed), person: found.changedBy } : null
}
