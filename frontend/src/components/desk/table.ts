/** A column of a table of the desk. */
export interface Column<By extends string = string> {
  /** Names the slot of its cells. */
  id: string
  label: string
  /** As CSS says it: `120px`, `22%`; without it, a share of what is left. */
  width?: string
  align?: 'end'
  /** The server's word for its order; without it, nothing is sorted by it. */
  sort?: By
  /** The largest, or the latest, is what one looks for first. */
  sortsDown?: boolean
  /** What there is no room for while a row is open beside the table. */
  isExtra?: boolean
  /** Least width of the window, px, at which it is a column of its own; below, it stands in the second line of `into`. */
  from?: number
  /** The same of the table itself, which what is open beside it makes narrow. */
  least?: number
  /** The column whose second line takes it; without one it is left out where there is no room. */
  into?: string
  /** Its cells are the link to the row. */
  isName?: boolean
}

export interface Room {
  window: number
  table: number
}

/** Columns that have room for themselves, and those in the second line of another: a name is cut last, and never by luck. */
export function placed(columns: readonly Column[], room: Room, isOpen: boolean): { own: Column[]; second: Map<string, Column[]> } {
  const fitting = columns.filter(({ from = 0, least = 0 }) => room.window >= from && room.table >= least)
  const own = fitting.filter(({ isExtra }) => !(isExtra && isOpen))
  const second = new Map<string, Column[]>()
  for (const column of columns) {
    if (column.into === undefined || fitting.includes(column) || !own.some(({ id }) => id === column.into)) continue
    second.set(column.into, [...(second.get(column.into) ?? []), column])
  }
  return { own, second }
}

export interface Sort<By extends string = string> {
  by: By
  descending: boolean
}
