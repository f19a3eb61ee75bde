import { computed, type ComputedRef } from 'vue'
import { Stage, Tier } from '@/graphql/generated/enums'
import { Areas, Departments, EquipmentList, People } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { t, text } from '@/shared/i18n'
import { among, some, type Filter } from './list'

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
export type Common = keyof typeof FIELDS
interface Chosen {
  tier: Tier[] | null
  stage: Stage[] | null
  area: string[] | null
  equipment: string[] | null
  department: string[] | null
  person: string[] | null
}

/** The filters of these names, with the tiers, stages, places, machines, departments and people of the site to choose from. */
export function useCommonFilters<Name extends Common>(names: readonly Name[]): ComputedRef<Filter<Name>[]> {
  const asks = (name: Common): boolean => (names as readonly Common[]).includes(name)
  const { data: places } = useLiveQuery(Areas, () => ({}), { pause: () => !asks('area') })
  const { data: machines } = useLiveQuery(EquipmentList, () => ({}), { pause: () => !asks('equipment') })
  const { data: parts } = useLiveQuery(Departments, () => ({}), { pause: () => !asks('department') })
  const { data: persons } = useLiveQuery(People, () => ({}), { pause: () => !asks('person') })
  return computed(() => {
    const options: Record<Common, { value: string; label: string }[]> = {
      tier: [...Tier].reverse().map((value) => ({ value, label: t(`Tier.${value}`) })),
      stage: Stage.map((value) => ({ value, label: t(`Stage.${value}`) })),
      area: places.value?.areas.map(({ id, name }) => ({ value: id, label: text(name) })) ?? [],
      equipment: machines.value?.equipmentList.map(({ id, code, name }) => ({ value: id, label: `${text(name)} ${code}` })) ?? [],
      department: parts.value?.departments.map(({ id, name }) => ({ value: id, label: text(name) })) ?? [],
      person: persons.value?.people.map(({ id, name }) => ({ value: id, label: text(name) })) ?? [],
    }
    return names.map((name) => ({ name, label: t(`filter.${name}`), options: options[name] }))
  })
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
