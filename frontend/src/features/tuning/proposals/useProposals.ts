import { useSubmit } from '@/features/outbox/useSubmit'
import {
  ApproveIndicator,
  CloseReview,
  ProposeIndicator,
  RejectIndicator,
  StartShadow,
  StopShadow,
  WithdrawIndicator,
} from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'
import type { Draft } from './draft'

/** What a person does with a draft or a proposal of one source; all of it leaves through the outbox. */
export function useProposals(source: () => { id: string; name: string }) {
  const { submit, isBusy } = useSubmit()
  const about = () => ({ kind: 'settings' as const, id: `lab/${source().id}`, title: source().name, route: `/lab/${source().id}` })

  /** True once the server has it, or it waits on this phone. */
  async function propose(draft: Draft, baseVersion: number, reason: string, days: number, isApproved: boolean): Promise<boolean> {
    const answer = await submit(
      ProposeIndicator,
      { sensorId: source().id, baseVersion, proposed: draft, reason, days, approveAtOnce: isApproved },
      { about: about(), done: t(isApproved ? 'lab.done.approved' : 'lab.done.proposed') },
    )
    return answer.kind !== 'refused'
  }

  /** Proposes and lets it run beside the rule in force; offline only the proposal is kept, to be started later. */
  async function shadow(draft: Draft, baseVersion: number, reason: string, days: number): Promise<boolean> {
    const answer = await submit(
      ProposeIndicator,
      { sensorId: source().id, baseVersion, proposed: draft, reason, days, approveAtOnce: false },
      { about: about() },
    )
    if (answer.kind === 'accepted') await startShadow(answer.data.proposeIndicator.id)
    return answer.kind !== 'refused'
  }

  const startShadow = (proposalId: string) => submit(StartShadow, { proposalId, note: '' }, { about: about(), done: t('lab.done.shadow') })
  const stopShadow = (proposalId: string) => submit(StopShadow, { proposalId, note: '' }, { about: about(), done: t('lab.done.stopped') })
  const approve = (proposalId: string) =>
    submit(ApproveIndicator, { proposalId, note: '' }, { about: about(), done: t('lab.done.approved') })
  const reject = (proposalId: string, note: string) =>
    submit(RejectIndicator, { proposalId, note }, { about: about(), done: t('lab.done.rejected') })
  const withdraw = (proposalId: string) =>
    submit(WithdrawIndicator, { proposalId, note: '' }, { about: about(), done: t('lab.done.withdrawn') })
  const closeReview = (proposalId: string, verdict: 'KEEP' | 'ADJUST') =>
    submit(CloseReview, { proposalId, verdict }, { about: about(), done: t('lab.done.reviewed') })

  return { propose, shadow, startShadow, stopShadow, approve, reject, withdraw, closeReview, isBusy }
}
