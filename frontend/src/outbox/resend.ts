import { wake } from './store'
import { wakeUp } from './wakeup'

export async function sendNow(): Promise<void> {
  await wake(({ state }) => state === 'queued' || state === 'blocked')
  wakeUp()
}

export async function retry(id: string): Promise<void> {
  await wake((job) => job.id === id)
  wakeUp()
}
