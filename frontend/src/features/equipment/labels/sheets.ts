import { signedFetch } from '@/graphql/http'
import { locale } from '@/shared/i18n'
import { saveFile } from '@/shared/saveFile'

export type SheetKind = '3x8' | '2x5' | 'single'
export type SheetFormat = 'pdf' | 'svg'

/** How many labels a page of each sheet holds. */
export const PLACES: Record<SheetKind, number> = { '3x8': 24, '2x5': 10, single: 1 }
/** The server refuses more in one file. */
export const MOST_LABELS = 500

export interface WantedSheet {
  siteId: string
  equipmentIds: string[]
  areaIds: string[]
  sheet: SheetKind
  format: SheetFormat
  firstPlace: number
}

/** Pages that so many labels take where the first places of the first page are used up. */
export function pagesOf(labels: number, sheet: SheetKind, firstPlace: number): number {
  return labels === 0 ? 0 : Math.ceil((labels + firstPlace - 1) / PLACES[sheet])
}

/** Has the labels set and hands them over as a file; else the code of the refusal, or none where nobody answered. */
export async function saveLabels(wanted: WantedSheet): Promise<{ isSaved: boolean; code: string | null }> {
  const response = await signedFetch('/labels/sheet', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'accept-language': locale.value },
    body: JSON.stringify(wanted),
  }).catch(() => null)
  if (!response) return { isSaved: false, code: null }
  if (!response.ok) {
    const answer = (await response.json().catch(() => ({}))) as { code?: string }
    return { isSaved: false, code: answer.code ?? 'INTERNAL' }
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  saveFile(name ?? `labels.${wanted.format}`, await response.arrayBuffer(), response.headers.get('content-type') ?? '')
  return { isSaved: true, code: null }
}
