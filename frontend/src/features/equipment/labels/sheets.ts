import { saveFrom } from '@/graphql/saveFrom'

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

/** Has the labels set and hands them over as a file; null, or why not. */
export function saveLabels(wanted: WantedSheet): Promise<string | null> {
  return saveFrom('/labels/sheet', null, wanted)
}
