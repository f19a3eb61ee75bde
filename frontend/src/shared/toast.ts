import { showConfirmDialog, showDialog, showToast } from 'vant'
import 'vant/es/dialog/style'
import 'vant/es/toast/style'
import { t } from './i18n'

/** A short word at the end of a step. */
export function say(message: string): void {
  showToast({ message, duration: 2500, wordBreak: 'break-word' })
}

/** Something the person has to read before going on. */
export async function explain(message: string, title?: string): Promise<void> {
  await showDialog({ message, confirmButtonText: t('action.done'), ...(title ? { title } : {}) })
}

/** True when the person says yes. */
export async function ask(message: string, yes = t('action.confirm')): Promise<boolean> {
  return showConfirmDialog({ message, confirmButtonText: yes, cancelButtonText: t('action.cancel') }).then(
    () => true,
    () => false,
  )
}
