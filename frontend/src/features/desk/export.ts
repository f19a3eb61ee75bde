import type { ListName } from '@/graphql/generated/enums'
import { saveFrom } from '@/graphql/saveFrom'
import { isoDay } from '@/shared/i18n'

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

/** Hands rows of a list over as a file, as the table shows them; null, or the code of the refusal.
 * `purpose`: what it is for, where the list names people. */
export function saveList(list: ListName, variables: object, purpose: string, rows: readonly string[] | null): Promise<string | null> {
  const name = exportName(list)
  return saveFrom(`/exports/${name}.csv?${exportQuery(variables, purpose, rows)}`, `${name}-${isoDay(Date.now())}.csv`)
}
