import { saveFrom } from '@/graphql/saveFrom'
import { isoDay } from '@/shared/i18n'

/** How many rows may be picked out of a list by hand: their ids stand in the address. */
export const MOST_CHOSEN = 200

/** What the server is asked for: every row of the list, or those of `rows` among them. */
export function exportQuery(variables: object, purpose: string, rows: readonly string[] | null): string {
  return new URLSearchParams({ query: JSON.stringify(variables), purpose, ...(rows && { rows: rows.join() }) }).toString()
}

/** Hands rows of a list over as a file, as the table shows them; null, or the code of the refusal.
 * `root`: its field of the contract. `purpose`: what it is for, where the list names people. */
export function saveList(root: string, variables: object, purpose: string, rows: readonly string[] | null): Promise<string | null> {
  return saveFrom(`/exports/${root}.csv?${exportQuery(variables, purpose, rows)}`, `${root}-${isoDay(Date.now())}.csv`)
}
