import type { Last } from './nouns'

/** The latest of some entries that a person made; what the product did by itself is left out. */
export function latest<Entry extends { at: string; person: Last['person'] | null }>(entries: Entry[]) {
  const byPeople = entries.filter((entry): entry is Entry & { person: Last['person'] } => entry.person !== null)
  return byPeople.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null
}
