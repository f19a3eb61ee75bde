import { signedFetch } from '@/graphql/http'
import type { ListName } from '@/graphql/generated/enums'
import { isoDay, locale } from '@/shared/i18n'
import { saveFile } from '@/shared/saveFile'

/** Lists whose columns name nobody; all others are asked what they are for. */
const NAMES_NOBODY: readonly ListName[] = ['SOURCES']

export const namesPeople = (list: ListName): boolean => !NAMES_NOBODY.includes(list)

/** How the address of an export calls a list: `HAZARD_REPORTS` is `hazardReports`. */
export function exportName(list: ListName): string {
  return list.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Fetches every row that a list is asked for, as the table shows it, and hands it over as a file; false when it cannot be had.
 * `purpose`: what it is for, where the list names people. */
export async function saveList(list: ListName, variables: object, purpose: string): Promise<boolean> {
  const query = new URLSearchParams({ query: JSON.stringify(variables), purpose })
  const name = exportName(list)
  try {
    const response = await signedFetch(`/exports/${name}.csv?${query.toString()}`, { headers: { 'accept-language': locale.value } })
    if (!response.ok) return false
    saveFile(`${name}-${isoDay(Date.now())}.csv`, await response.arrayBuffer(), 'text/csv')
    return true
  } catch {
    return false
  }
}
