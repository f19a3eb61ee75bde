import { computed, type ComputedRef } from 'vue'
import { membership } from '@/features/people/session'
import { SiteCalendar } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { USUAL, type Calendar } from './calendar'

/** The calendar of the person's site; weekends off until it is known. */
export function useCalendar(): ComputedRef<Calendar> {
  const siteId = computed(() => membership.value?.site.id ?? '')
  const { data } = useLiveQuery(SiteCalendar, () => ({ siteId: siteId.value }), { pause: () => !siteId.value })
  return computed(() => data.value?.siteCalendar ?? USUAL)
}
