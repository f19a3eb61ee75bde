import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Opening<Part> {
  /** How often a sheet was opened: as its key, each opening begins anew. */
  count: Ref<number>
  isAdding: Ref<boolean>
  isRemoving: Ref<boolean>
  removing: ShallowRef<Part | null>
  add: () => void
  askRemove: (part: Part) => void
}

/** The two sheets of a list of lamps, groups or systems: one to add, one to ask a second person to take one away. */
export function useOpening<Part>(): Opening<Part> {
  const count = ref(0)
  const isAdding = ref(false)
  const isRemoving = ref(false)
  const removing = shallowRef<Part | null>(null)
  return {
    count,
    isAdding,
    isRemoving,
    removing,
    add() {
      count.value += 1
      isAdding.value = true
    },
    askRemove(part) {
      removing.value = part
      count.value += 1
      isRemoving.value = true
    },
  }
}
