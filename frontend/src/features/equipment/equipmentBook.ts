import { computed } from 'vue'
import { Areas, EquipmentList } from '@/graphql/generated/operations'
import type { AreasQuery, EquipmentListQuery } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'

export type BookEntry = EquipmentListQuery['equipmentList'][number]
export type AreaEntry = AreasQuery['areas'][number]

/** Every equipment with a label and every area, kept on the phone, so that a code means something with no signal. */
export function useEquipmentBook() {
  const { data: equipment } = useLiveQuery(EquipmentList, () => ({}))
  const { data: places } = useLiveQuery(Areas, () => ({}))
  const book = computed(() => equipment.value?.equipmentList ?? [])
  /** By its id, or by what stands on its label. */
  const areaOf = (code: string): AreaEntry | undefined => places.value?.areas.find(({ id, labelCode }) => id === code || labelCode === code)
  const find = (code: string): BookEntry | undefined => book.value.find((entry) => entry.code === code || entry.labelCode === code)
  return {
    areas: computed(() => places.value?.areas ?? []),
    find,
    /** An area or a machine. */
    known: (code: string): AreaEntry | BookEntry | undefined => areaOf(code) ?? find(code),
    /** All of it. */
    all: book,
  }
}
