import { createFocusTrap } from 'focus-trap'
import { isCovered } from './covered'

/** Keeps the focus in the dialog that is open and lets Escape leave it as its quiet verb does, or its only one, until it is
 * answered; then the focus goes back to `before`. */
export function holdDialog(answer: Promise<unknown>, before: HTMLElement | SVGElement): void {
  const open = [...document.querySelectorAll<HTMLElement>('.van-dialog')].find(({ style }) => style.display !== 'none')
  // An alarm over it holds the focus itself.
  if (!open || isCovered.value) return
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    // Else the sheet below would close as well.
    event.stopPropagation()
    event.preventDefault()
    open.querySelector<HTMLElement>('.van-dialog__cancel, .van-dialog__confirm')?.click()
  }
  const trap = createFocusTrap(open, {
    fallbackFocus: open,
    initialFocus: open,
    setReturnFocus: before,
    escapeDeactivates: false,
    allowOutsideClick: true,
  })
  const release = (): void => {
    removeEventListener('keydown', leave, true)
    trap.deactivate()
  }
  trap.activate()
  addEventListener('keydown', leave, true)
  answer.then(release, release)
}
