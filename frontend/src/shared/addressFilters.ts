import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'

/** Filters of a list live in its address, so that a figure can lead to exactly what it counts and a view is a link. */
export interface AddressFilters<Name extends string> {
  values: ComputedRef<Record<Name, string[]>>
  set: (name: Name, values: string[]) => void
  isFiltered: ComputedRef<boolean>
  clear: () => void
}

/** The choices of one filter as they stand in an address, comma between them. */
export function choicesIn(query: LocationQuery, name: string): string[] {
  const value = query[name]
  return typeof value === 'string' && value !== '' ? value.split(',') : []
}

export function useAddressFilters<Name extends string>(names: readonly Name[]): AddressFilters<Name> {
  const route = useRoute()
  const router = useRouter()
  const values = computed(() => Object.fromEntries(names.map((name) => [name, choicesIn(route.query, name)])) as Record<Name, string[]>)
  const change = (changed: Partial<Record<Name, string | undefined>>): void =>
    void router.replace({ query: { ...route.query, ...changed } })
  return {
    values,
    set: (name, chosen) =>
      change({ [name]: chosen.length > 0 ? chosen.join(',') : undefined } as Partial<Record<Name, string | undefined>>),
    isFiltered: computed(() => names.some((name) => values.value[name].length > 0)),
    clear: () => change(Object.fromEntries(names.map((name) => [name, undefined])) as Partial<Record<Name, undefined>>),
  }
}
