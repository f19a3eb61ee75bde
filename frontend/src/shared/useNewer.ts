import { ref, watch, type Ref } from 'vue'

type Fields<Name extends string> = Record<Name, Ref<unknown>>

/** What somebody else saved while a form was open. `both`: fields that the person has changed, too. */
export interface Newer<Name extends string> {
  changed: Name[]
  both: Name[]
}

/**
 * Two have a form open: what somebody else saves comes in where nothing was typed, what was typed stays, and the form says so.
 * `saved` gives what the server has, field by field; `version` when that moved on.
 */
export function useNewer<Name extends string>(
  fields: Fields<Name>,
  saved: () => Record<Name, unknown> | null,
  version: () => number | undefined,
): Ref<Newer<Name> | null> {
  const names = Object.keys(fields) as Name[]
  const newer = ref<Newer<Name> | null>(null) as Ref<Newer<Name> | null>
  let before = saved()
  if (before) show(before)
  watch(version, () => {
    const theirs = saved()
    if (!theirs) return
    const was = before
    before = theirs
    if (!was) return show(theirs)
    const typed = names.filter((name) => !isSame(fields[name].value, was[name]))
    // What this person has saved themselves is no news.
    const changed = names.filter((name) => !isSame(theirs[name], was[name]) && !isSame(theirs[name], fields[name].value))
    for (const name of changed) if (!typed.includes(name)) fields[name].value = theirs[name]
    newer.value = changed.length > 0 ? { changed, both: changed.filter((name) => typed.includes(name)) } : null
  })
  return newer

  function show(values: Record<Name, unknown>): void {
    for (const name of names) fields[name].value = values[name]
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
