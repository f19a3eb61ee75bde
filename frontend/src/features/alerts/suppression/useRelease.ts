import { useSubmit } from '@/features/outbox/useSubmit'
import { CancelMaintenance, ReturnSensorToService, UnshelveAlert } from '@/graphql/generated/operations'
import { t, text } from '@/shared/i18n'
import type { Subject } from '@/shared/records'

interface Held {
  id: string
  name: { zh: string; en: string }
}

/** The ways to let go of what is held back. Each calls `done` unless it was refused. */
export function useRelease(done: () => unknown) {
  const { submit, isBusy } = useSubmit()
  const about = (kind: string, { id, name }: Held, route: string): Subject => ({ kind, id, title: text(name), route })

  /** `ofGroup`: how many of its group there are, where all of them are meant. */
  async function unshelve(alertId: string, name: Held['name'], ofGroup = 0): Promise<void> {
    const subject = about('alert', { id: alertId, name }, `/alerts/${alertId}`)
    const said = ofGroup ? t('suppression.unshelvedGroup', { n: ofGroup }) : t('suppression.unshelved')
    const answer = await submit(UnshelveAlert, { alertId, ...(ofGroup ? { isForGroup: true } : {}) }, { about: subject, done: said })
    if (answer.kind !== 'refused') await done()
  }
  async function bringBack(sensor: Held, route: string): Promise<void> {
    const words = { about: about('source', sensor, route), done: t('suppression.broughtBack') }
    const answer = await submit(ReturnSensorToService, { sensorId: sensor.id }, words)
    if (answer.kind !== 'refused') await done()
  }
  /** `place`: what the work is on; `said`: the words afterwards, where it had not begun. */
  async function endMaintenance(windowId: string, place: Held, route: string, said = t('suppression.ended')): Promise<void> {
    const answer = await submit(CancelMaintenance, { windowId }, { about: about('settings', place, route), done: said })
    if (answer.kind !== 'refused') await done()
  }
  return { unshelve, bringBack, endMaintenance, isBusy }
}
