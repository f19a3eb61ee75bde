import { onBeforeUnmount, onMounted, ref, type Ref, type ShallowRef } from 'vue'
import type { Room } from './table'

/** As if there were no end to it: on paper, and where nothing is laid out. */
export const ENDLESS: Room = { window: Infinity, table: Infinity }

/** How much room there is for the columns of a table, px, as long as it is shown. */
export function useTableRoom(table: Readonly<ShallowRef<HTMLElement | null>>): Ref<Room> {
  const room = ref(ENDLESS)
  const measure = (): void => {
    const width = table.value?.clientWidth
    room.value = width ? { window: innerWidth, table: width } : ENDLESS
  }
  onMounted(() => {
    if (!table.value) return
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(table.value)
    onBeforeUnmount(() => observer.disconnect())
  })
  return room
}
