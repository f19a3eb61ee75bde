/** A column of a table of the desk. */
export interface Column {
  /** Names the slot of its cells. */
  id: string
  label: string
  /** As CSS says it: `120px`, `22%`; without it, a share of what is left. */
  width?: string
  align?: 'end'
  /** The server's word for its order; without it, nothing is sorted by it. */
  sort?: string
  /** The largest, or the latest, is what one looks for first. */
  sortsDown?: boolean
  /** What there is no room for while a row is open beside the table. */
  isExtra?: boolean
  /** Its cells are the link to the row. */
  isName?: boolean
}

export interface Sort {
  by: string
  descending: boolean
}
