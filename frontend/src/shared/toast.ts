import { showConfirmDialog, showDialog, showToast } from 'vant'
import 'vant/es/dialog/style'
import 'vant/es/toast/style'
import { t } from './i18n'
import { isDesktop } from './useWide'

/** A hurried reader's time for one Chinese character. */
const CHARACTER_MS = 160

/** Shows a short message at the end of a step, for as long as it takes to read. */
export function toast(message: string): void {
  showToast({ message, duration: Math.max(2500, message.length * CHARACTER_MS), wordBreak: 'break-word' })
}

/** Shows a message that the person has to close before going on. */
export async function explain(message: string, title?: string): Promise<void> {
  await held(showDialog({ message, confirmButtonText: t('action.done'), ...(title ? { title } : {}) }))
}

/** Asks for confirmation. Returns true if the person confirms. */
export async function ask(message: string, yes = t('action.confirm')): Promise<boolean> {
  return held(showConfirmDialog({ message, confirmButtonText: yes, cancelButtonText: t('action.cancel') })).then(
    () => true,
    () => false,
  )
}

/** In the hand nothing walks out of a dialog by Tab. */
function held(answer: Promise<unknown>): Promise<unknown> {
  const before = document.activeElement as HTMLElement
  if (isDesktop.value) void import('./dialogKeys').then(({ holdDialog }) => holdDialog(answer, before)).catch(() => undefined)
  return answer
}
