import { signedFetch } from '@/graphql/http'
import type { ListName } from '@/graphql/generated/enums'
import { locale } from '@/shared/i18n'
import { saveFile } from '@/shared/saveFile'

/** How the address of an export calls a list: `HAZARD_REPORTS` is `hazardReports`. */
export function exportName(list: ListName): string {
  return list.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Fetches every row that a list is asked for, as the table shows it, and hands it over as a file; false when it cannot be had. */
export async function saveList(list: ListName, variables: object): Promise<boolean> {
  const query = new URLSearchParams({ query: JSON.stringify(variables) })
  const name = exportName(list)
  try {
    const response = await signedFetch(`/exports/${name}.csv?${query.toString()}`, { headers: { 'accept-language': locale.value } })
    if (!response.ok) return false
    saveFile(`${name}-${new Date().toISOString().slice(0, 10)}.csv`, await response.arrayBuffer(), 'text/csv')
    return true
  } catch {
    return false
  }
}
