import { byUrgency, groupedBy } from './list'
import { COUNTED, countedAs, formerTier, NO_COUNTS, type Counts, type ShownSource } from './source'

/** As many sources, the most urgent ones, the wall shows one after another: at six a page each comes every 13 minutes. */
export const ON_THE_WALL = 300

/** A page of the wall: an area with its most urgent sources, as many as can be read from across the room. */
export interface WallPage {
  key: string
  sources: ShownSource[]
}

export const ROTATES_EVERY = 15_000
export const ON_A_PAGE = 6
const SHIFT = 2
const MINUTE = 60_000

/** Areas in the order of urgency, each on as many pages as it needs. */
export function wallPages(sources: ShownSource[]): WallPage[] {
  return groupedBy([...sources].sort(byUrgency), ({ area }) => area.id).flatMap(({ key, sources: members }) =>
    Array.from({ length: Math.ceil(members.length / ON_A_PAGE) }, (_, page) => ({
      key: `${key} ${page}`,
      sources: members.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE),
    })),
  )
}

export function pageAt(pages: number, startedAt: number, now: number): number {
  return pages === 0 ? 0 : Math.floor(Math.max(0, now - startedAt) / ROTATES_EVERY) % pages
}

/** Pixels that the picture stands aside this minute, so that nothing burns into the screen: around a small square. */
export function shiftAt(now: number): { x: number; y: number } {
  const corner = Math.floor(now / MINUTE) % 4
  return { x: corner === 1 || corner === 2 ? SHIFT : 0, y: corner >= 2 ? SHIFT : 0 }
}

const isWell = (source: ShownSource): boolean => ['calm', 'out'].includes(countedAs(source))

/** Rows that are not as they should be, or were not and nobody has responded yet; worst first. */
export function notNormal(sources: ShownSource[]): ShownSource[] {
  return sources.filter((source) => !isWell(source) || formerTier(source) !== null).sort(byUrgency)
}

/** Those of them that are well again: no count of the server has them among what is not normal. */
export function recovered(sources: ShownSource[]): ShownSource[] {
  return sources.filter((source) => isWell(source) && formerTier(source) !== null)
}

/** Several counts as one. */
export function summed(all: Counts[]): Counts {
  const sum = { ...NO_COUNTS }
  for (const counts of all) for (const each of COUNTED) sum[each] += counts[each]
  return sum
}
