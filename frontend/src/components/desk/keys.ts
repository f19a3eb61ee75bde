import { createKeybindingsHandler, type KeybindingsMap } from 'tinykeys'

/** Keys that act while nothing is typed and no dialog is open; what it gives back ends it. */
export function listenToKeys(keys: KeybindingsMap): () => void {
  const handle = createKeybindingsHandler(keys)
  const listen = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement | null
    if (event.defaultPrevented || target?.closest('[role="dialog"], input:not([type="checkbox"]), textarea, select, [contenteditable]'))
      return
    handle(event)
  }
  addEventListener('keydown', listen)
  return () => removeEventListener('keydown', listen)
}
