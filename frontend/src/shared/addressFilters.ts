import { computed, onScopeDispose, type ComputedRef } from 'vue'
import { isNavigationFailure, NavigationFailureType, useRoute, useRouter, type LocationQuery, type LocationQueryRaw } from 'vue-router'

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

/**
 * Write to the address of this page, not before whoever has tapped something is there: a change would call them back. It goes with
 * them as long as the page is still beside what they opened, else it means nothing any more.
 */
function useAddressChange(): (changed: LocationQueryRaw) => void {
  const route = useRoute()
  const router = useRouter()
  let waiting: LocationQueryRaw = {}
  let page: unknown
  let isUnderWay = false
  const write = (): void => {
    const query = { ...route.query, ...waiting }
    waiting = {}
    isUnderWay = true
    void router.replace({ query })
  }
  const arrive = (): void => {
    isUnderWay = false
    if (Object.keys(waiting).length === 0) return
    if (route.matched[0] === page) write()
    else waiting = {}
  }
  const listeners = [
    router.beforeEach(() => void (isUnderWay = true)),
    // One that was cancelled gave way to the next, which is still under way.
    router.afterEach((_to, _from, failure) => isNavigationFailure(failure, NavigationFailureType.cancelled) || arrive()),
    router.onError(arrive),
  ]
  onScopeDispose(() => listeners.forEach((stop) => stop()))
  return (changed) => {
    waiting = { ...waiting, ...changed }
    page = route.matched[0]
    if (!isUnderWay) write()
  }
}

export function useAddressFilters<Name extends string>(names: readonly Name[]): AddressFilters<Name> {
  const route = useRoute()
  const change = useAddressChange()
  const values = computed(() => Object.fromEntries(names.map((name) => [name, choicesIn(route.query, name)])) as Record<Name, string[]>)
  return {
    values,
    set: (name, chosen) => change({ [name]: chosen.length > 0 ? chosen.join(',') : undefined }),
    isFiltered: computed(() => names.some((name) => values.value[name].length > 0)),
    clear: () => change(Object.fromEntries(names.map((name) => [name, undefined]))),
  }
}
