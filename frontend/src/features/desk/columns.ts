import { ref, watch, type Ref } from 'vue'

/** The columns of a list that this desk does not show; remembered here, for whoever sits at it. */
export function hiddenColumns(list: string): Ref<string[]> {
  const key = `columns:${list}`
  const hidden = ref<string[]>(read(key))
  watch(hidden, (next) => {
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Full, or not allowed: it is as it was next time.
    }
  })
  return hidden
}

function read(key: string): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}
