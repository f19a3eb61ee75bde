import { computed } from 'vue'
import { Areas, EquipmentList } from '@/graphql/generated/operations'
import type { EquipmentListQuery } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'

export type BookEntry = EquipmentListQuery['equipmentList'][number]

/** Every equipment with a label and every area, kept on the phone, so that a code means something with no signal. */
export function useEquipmentBook() {
  const { data: equipment } = useLiveQuery(EquipmentList, () => ({}))
  const { data: places } = useLiveQuery(Areas, () => ({}))
  const book = computed(() => equipment.value?.equipmentList ?? [])
  return {
    areas: computed(() => places.value?.areas ?? []),
    find: (code: string): BookEntry | undefined => book.value.find((entry) => entry.code === code || entry.labelCode === code),
    /** All of it. */
    all: book,
  }
}
