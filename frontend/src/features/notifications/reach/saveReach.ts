import { signedFetch } from '@/graphql/http'
import { isoDay, locale } from '@/shared/i18n'
import { saveFile } from '@/shared/saveFile'

/** Fetches the figures of how soon alerts were shown, and hands them over as a file; false when they cannot be had. */
export async function saveReach(siteId: string): Promise<boolean> {
  try {
    const response = await signedFetch(`/export/reach.csv?site=${siteId}`, { headers: { 'accept-language': locale.value } })
    if (!response.ok) return false
    saveFile(`reach-${isoDay(Date.now())}.csv`, await response.arrayBuffer(), 'text/csv')
    return true
  } catch {
    return false
  }
}
