import type { SetPart } from '@/graphql/generated/enums'
import type { StartingSetQuery } from '@/graphql/generated/types'

export type StartingSet = StartingSetQuery['startingSet']
export type Part = StartingSet['parts'][number]
export type Item = Part['items'][number]

/** What a person ticked or unticked by hand, by part and key. */
export type Ticks = Record<string, boolean>
export const tickOf = (part: SetPart, { key }: Item): string => `${part}/${key}`

/** Entries that would change something. */
export const changing = (part: Part): Item[] => part.items.filter(({ state }) => state !== 'SAME')

/** Without a department there is nothing to take over yet. */
export const isOpen = (item: Item): boolean => item.wanted !== null

/** What people changed, and what would call later or less, is never chosen by itself. */
export const isProposed = (item: Item): boolean => isOpen(item) && item.state !== 'OWN' && !item.isLooser

export function isChosen(part: Part, item: Item, ticks: Ticks): boolean {
  return isOpen(item) && (ticks[tickOf(part.part, item)] ?? isProposed(item))
}

/** What goes to the server: per part the chosen keys, and the mark of what was seen. */
export function chosenParts(set: StartingSet, ticks: Ticks): { part: SetPart; seen: string; keys: string[] }[] {
  return set.parts
    .map((part) => ({
      part: part.part,
      seen: part.seen,
      keys: changing(part)
        .filter((item) => isChosen(part, item, ticks))
        .map(({ key }) => key),
    }))
    .filter(({ keys }) => keys.length > 0)
}

/** Whether a chosen rule for cameras calls less than today, or red or orange gets more time: then a second person is asked. */
export function asksSecond(set: StartingSet, ticks: Ticks): boolean {
  return set.parts.some((part) => changing(part).some((item) => item.isLooser && takesTwo(part, item) && isChosen(part, item, ticks)))
}

function takesTwo({ part }: Part, { key }: Item): boolean {
  return part === 'OBSERVATIONS' || (part === 'TIMES' && (key === 'RED' || key === 'ORANGE'))
}
