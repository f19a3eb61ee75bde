import { showConfirmDialog, showDialog, showToast } from 'vant'
import 'vant/es/dialog/style'
import 'vant/es/toast/style'
import { t } from './i18n'

/** Shows a short message at the end of a step. */
export function toast(message: string): void {
  showToast({ message, duration: 2500, wordBreak: 'break-word' })
}

/** Shows a message that the person has to close before going on. */
export async function explain(message: string, title?: string): Promise<void> {
  await showDialog({ message, confirmButtonText: t('action.done'), ...(title ? { title } : {}) })
}

/** Asks for confirmation. Returns true if the person confirms. */
export async function ask(message: string, yes = t('action.confirm')): Promise<boolean> {
  return showConfirmDialog({ message, confirmButtonText: yes, cancelButtonText: t('action.cancel') }).then(
    () => true,
    () => false,
  )
}
