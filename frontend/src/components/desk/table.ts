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
  /** The column whose second line takes it; without one it stands in the title of the row where there is no room. */
  into?: string
  /** Gives way to the name, 1 first; without it, never. */
  gives?: number
  /** Of a column without a width: the least, px, that is of use. */
  minWidth?: number
  /** Its cells are the link to the row. */
  isName?: boolean
}

export interface Room {
  window: number
  table: number
}

/** No name is narrower, px, as long as another column can give way to it. */
export const LEAST_NAME = 260
/** Of the boxes that choose rows, px; under a finger they are wider. */
export const ROOM_OF_CHOICE = { fine: 36, coarse: 48 }

export interface Placed {
  own: Column[]
  /** What stands in the second line of a column. */
  second: Map<string, Column[]>
  /** What stands in the title of the row only. */
  titled: Column[]
  /** The width of a column as CSS says it; without one, what is left. */
  widthOf: (column: Column) => string | undefined
}

function widthIn({ width, minWidth = 0 }: Column, table: number): number {
  if (width === undefined) return minWidth
  return width.endsWith('%') ? (Number.parseFloat(width) / 100) * table : Number.parseFloat(width)
}

/** Columns that have room for themselves, those in the second line of another, and the rest in the title of the row: the name has its
 * least width first, and what gives way to it does so in the declared order, never by luck. `choice`: of the boxes, px. */
export function placed(columns: readonly Column[], room: Room, isOpen: boolean, choice = ROOM_OF_CHOICE.fine): Placed {
  const fitting = columns.filter(({ from = 0, least = 0 }) => room.window >= from && room.table >= least)
  const own = fitting.filter(({ isExtra }) => !(isExtra && isOpen))
  const giving = own.filter(({ gives }) => gives !== undefined).sort((a, b) => (b.gives ?? 0) - (a.gives ?? 0))
  const forName = (): number =>
    room.table - choice - own.reduce((sum, column) => sum + (column.isName ? 0 : widthIn(column, room.table)), 0)
  const given: Column[] = []
  while (Number.isFinite(room.table) && forName() < LEAST_NAME) {
    const next = giving.pop()
    if (!next) break
    own.splice(own.indexOf(next), 1)
    given.push(next)
  }
  const second = new Map<string, Column[]>()
  const titled: Column[] = []
  for (const column of columns) {
    if (own.includes(column)) continue
    const isUnder = !fitting.includes(column) || given.includes(column)
    if (isUnder && column.into !== undefined && own.some(({ id }) => id === column.into))
      second.set(column.into, [...(second.get(column.into) ?? []), column])
    else titled.push(column)
  }
  // On paper as declared; else what another column without a width would take of the name is measured.
  const shares = own.some(({ isName, width }) => !isName && width === undefined)
  const nameIn = (name: Column): string | undefined => (shares ? `${Math.max(LEAST_NAME, widthIn(name, room.table))}px` : undefined)
  const widthOf = (column: Column): string | undefined => (column.isName && Number.isFinite(room.table) ? nameIn(column) : column.width)
  return { own, second, titled, widthOf }
}

export interface Sort<By extends string = string> {
  by: By
  descending: boolean
}
