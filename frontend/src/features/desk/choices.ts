import { computed, type ComputedRef } from 'vue'
import { Stage, Tier } from '@/graphql/generated/enums'
import { Areas, Departments, EquipmentList, People } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { t, text } from '@/shared/i18n'
import type { Common, Filter } from './list'

/** The filters of these names, with the tiers, stages, places, machines, departments and people of the site to choose
 * from; those that `isNeeded` leaves out are not asked for. */
export function useCommonFilters<Name extends Common>(
  names: readonly Name[],
  isNeeded: (name: Name) => boolean = () => true,
): ComputedRef<Filter<Name>[]> {
  const asks = (name: Common): boolean => names.some((each) => each === name && isNeeded(each))
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
