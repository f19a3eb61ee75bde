import { signedFetch } from '@/graphql/http'
import type { ListName } from '@/graphql/generated/enums'
import { isoDay, locale } from '@/shared/i18n'
import { saveFile } from '@/shared/saveFile'

/** Lists whose columns name nobody; all others are asked what they are for. */
const NAMES_NOBODY: readonly ListName[] = ['SOURCES']

/** How many rows may be picked out of a list by hand: their ids stand in the address. */
export const MOST_CHOSEN = 200

export const namesPeople = (list: ListName): boolean => !NAMES_NOBODY.includes(list)

/** How the address of an export calls a list: `HAZARD_REPORTS` is `hazardReports`. */
export function exportName(list: ListName): string {
  return list.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** What the server is asked for: every row of the list, or those of `rows` among them. */
export function exportQuery(variables: object, purpose: string, rows: readonly string[] | null): string {
  return new URLSearchParams({ query: JSON.stringify(variables), purpose, ...(rows && { rows: rows.join() }) }).toString()
}

/** Fetches rows of a list, as the table shows it, and hands them over as a file; false when it cannot be had.
 * `purpose`: what it is for, where the list names people. */
export async function saveList(list: ListName, variables: object, purpose: string, rows: readonly string[] | null): Promise<boolean> {
  const query = exportQuery(variables, purpose, rows)
  const name = exportName(list)
  try {
    const response = await signedFetch(`/exports/${name}.csv?${query}`, { headers: { 'accept-language': locale.value } })
    if (!response.ok) return false
    saveFile(`${name}-${isoDay(Date.now())}.csv`, await response.arrayBuffer(), 'text/csv')
    return true
  } catch {
    return false
  }
}
