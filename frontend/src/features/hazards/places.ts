import type { AreaEntry as Area, BookEntry } from '@/features/equipment/equipmentBook'
import type { Place } from './reportRules'

type Names = { zh: string; en: string }
type AreaEntry = Pick<Area, 'id' | 'name'>

/** One list of all places: areas and equipment whose name, code or area holds all the words; areas first. */
export function matchingPlaces(areas: AreaEntry[], book: BookEntry[], words: string): Place[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const holds = (parts: string[]): boolean => wanted.every((word) => parts.some((part) => part.toLowerCase().includes(word)))
  return [
    ...areas.filter(({ name }) => holds([name.zh, name.en])).map(placeOfArea),
    ...book.filter(({ code, name, area }) => holds([code, name.zh, name.en, area.name.zh, area.name.en])).map(placeOfEquipment),
  ]
}

export function placeOfArea({ id, name }: AreaEntry): Place {
  return { kind: 'area', id, name, hint: null }
}

export function placeOfEquipment({ code, name, area }: { code: string; name: Names; area: { name: Names } }): Place {
  return { kind: 'equipment', id: code, name, hint: area.name }
}

/** A code that the phone does not know is kept as it is: the server may know it. */
export function placeOfCode(code: string, known: BookEntry | AreaEntry | undefined): Place {
  if (!known) return { kind: 'equipment', id: code, name: { zh: code, en: code }, hint: null }
  return 'area' in known ? placeOfEquipment(known) : placeOfArea(known)
}
