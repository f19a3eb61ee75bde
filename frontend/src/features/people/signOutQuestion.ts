import { t } from '@/shared/i18n'
import { pendingJobs } from './session'

/** What a person is asked before they sign out, with a warning where work of theirs still waits on this phone. */
export async function signOutQuestion(scope: 'here' | 'everywhere'): Promise<string> {
  const pending = await pendingJobs()
  const question = t(scope === 'here' ? 'signOut.ask' : 'signOut.askEverywhere')
  return pending > 0 ? `${t('signOut.pending', { n: pending })}\n\n${question}` : question
}
