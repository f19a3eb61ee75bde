import { Stage, Tier, type ListName } from '@/graphql/generated/enums'

/** A view of a list: a name for some filters, with the number of rows behind it where that is known. */
export interface View {
  id: string
  label: string
  count?: number | null | undefined
}

export interface Filter<Name extends string> {
  name: Name
  label: string
  options: { value: string; label: string }[]
  /** Only a figure leads to it: shown while something of it is chosen. */
  onlyChosen?: boolean
}

/** The members of `known` among some texts of an address; what else stands there is ignored. */
export function among<Value extends string>(known: readonly Value[], texts: readonly string[]): Value[] {
  return known.filter((each) => texts.includes(each))
}

/** A filter for the server: nothing chosen is no filter at all. */
export function some<Value>(values: readonly Value[] | undefined): Value[] | null {
  return values && values.length > 0 ? [...values] : null
}

/** The start of a day here, or of the day after it, as the server takes it; null for no day. */
export function startOfDay(day: string | undefined, after = 0): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '')
  if (!parts) return null
  return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + after).toISOString()
}

/** What a list is asked with: what stands in its address, each as a list of words. */
export type Values<Name extends string> = Record<Name | 'words' | 'from' | 'to', string[]>

/** Words to look for; none is no filter. */
export function wordsOf({ words }: { words: string[] }): string | null {
  return words.join(',') || null
}

/** What the server declares of a list: one of `generated/lists`. */
export interface List<By extends string> {
  /** What views and shown columns are kept by. */
  name: ListName
  /** Its field of the contract; an export is called so. */
  root: string
  sortBy: readonly By[]
  /** Then an export is asked what it is for. */
  namesPeople: boolean
}

/** An order as it stands in an address (`-TIER` descends), as the server takes it; null is the order of urgency. */
export function orderBy<By extends string>(known: readonly By[], asked: string | undefined): { by: By; descending: boolean } | null {
  const descending = asked?.startsWith('-') ?? false
  const by = known.find((each) => each === asked?.slice(descending ? 1 : 0))
  return by ? { by, descending } : null
}

/** What most lists are filtered by, and how the server calls it. */
const FIELDS = {
  tier: 'tiers',
  stage: 'stages',
  area: 'areaIds',
  equipment: 'equipmentIds',
  department: 'departmentIds',
  person: 'personIds',
} as const
/** What else stands in an address is ignored, as an unknown tier is. */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** A name of the server's lists, unchecked: the list of all reasons is nothing that a phone needs. */
export const CODE = /^[A-Z_]+$/
export type Common = keyof typeof FIELDS
interface Chosen {
  tier: Tier[] | null
  stage: Stage[] | null
  area: string[] | null
  equipment: string[] | null
  department: string[] | null
  person: string[] | null
}

/** What was chosen of them, as the server takes it. */
export function narrowed<Name extends Common>(
  names: readonly Name[],
  values: Record<Name, string[]>,
): { [Each in Name as (typeof FIELDS)[Each]]: Chosen[Each] } {
  const known = (name: Name): unknown => {
    if (name === 'tier') return some(among(Tier, values[name]))
    if (name === 'stage') return some(among(Stage, values[name]))
    return some(values[name].filter((id) => ID.test(id)))
  }
  return Object.fromEntries(names.map((name) => [FIELDS[name], known(name)])) as { [Each in Name as (typeof FIELDS)[Each]]: Chosen[Each] }
}
