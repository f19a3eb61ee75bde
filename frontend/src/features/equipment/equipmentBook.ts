import { computed } from 'vue'
import { Areas, EquipmentList } from '@/graphql/generated/operations'
import type { EquipmentListQuery } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'

export type BookEntry = EquipmentListQuery['equipmentList'][number]

/** Entries whose code or name, in either language, contains all the words. */
export function matching(book: BookEntry[], words: string): BookEntry[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return book.filter(({ code, name }) => wanted.every((word) => [code, name.zh, name.en].some((part) => part.toLowerCase().includes(word))))
}

/** Every equipment with a label and every area, kept on the phone, so that a code means something with no signal. */
export function useEquipmentBook() {
  const { data: equipment } = useLiveQuery(EquipmentList, () => ({}))
  const { data: places } = useLiveQuery(Areas, () => ({}))
  const book = computed(() => equipment.value?.equipmentList ?? [])
  return {
    areas: computed(() => places.value?.areas ?? []),
    find: (code: string): BookEntry | undefined => book.value.find((entry) => entry.code === code || entry.labelCode === code),
    search: (words: string): BookEntry[] => matching(book.value, words),
  }
}
